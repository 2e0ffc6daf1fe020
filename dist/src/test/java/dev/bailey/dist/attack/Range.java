package dev.bailey.dist.attack;

import dev.bailey.dist.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Servers in a network namespace of this machine, wired to the host like machines of its network.
 * No packet of theirs or for them leaves the machine: every address that is attacked is routed
 * there.
 */
public final class Range implements AutoCloseable {
  /** Listed in most jobs. */
  static final String FRIEND = "10.99.0.2";

  /** Listed in none. */
  static final String FOE = "10.99.0.3";

  /** A public address, for names, which lead to no private one. */
  public static final String PUBLIC = "11.99.0.2";

  /** Where cloud machines have their metadata. */
  static final String METADATA = "169.254.169.254";

  static final String FRIEND_SIX = "fd99:a::2";
  static final String FOE_SIX = "fd99:a::3";

  private static final String NAMESPACE = "bailey-range";
  private static final String HOST_END = "brange0";
  private static final List<Path> FORWARDING =
      List.of(
          Path.of("/proc/sys/net/ipv4/ip_forward"),
          Path.of("/proc/sys/net/ipv6/conf/all/forwarding"));

  private final List<String> before = new ArrayList<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Process listener;

  private Range(Process listener) {
    this.listener = listener;
  }

  public static Range open() throws IOException, InterruptedException {
    remove();
    run("ip", "netns", "add", NAMESPACE);
    run("ip", "link", "add", HOST_END, "type", "veth", "peer", "name", "eth0", "netns", NAMESPACE);
    run("ip", "addr", "add", "10.99.0.1/24", "dev", HOST_END);
    run("ip", "addr", "add", "fd99:a::1/64", "dev", HOST_END, "nodad");
    run("ip", "link", "set", HOST_END, "up");
    for (String address : List.of(FRIEND + "/24", FOE + "/24", PUBLIC + "/32", METADATA + "/32")) {
      run("ip", "-n", NAMESPACE, "addr", "add", address, "dev", "eth0");
    }
    for (String address : List.of(FRIEND_SIX + "/64", FOE_SIX + "/64")) {
      run("ip", "-n", NAMESPACE, "addr", "add", address, "dev", "eth0", "nodad");
    }
    run("ip", "-n", NAMESPACE, "link", "set", "lo", "up");
    run("ip", "-n", NAMESPACE, "link", "set", "eth0", "up");
    run("ip", "-n", NAMESPACE, "route", "add", "default", "via", "10.99.0.1");
    run("ip", "-n", NAMESPACE, "route", "add", "default", "via", "fd99:a::1");
    run("ip", "route", "add", PUBLIC + "/32", "dev", HOST_END);
    run("ip", "route", "add", METADATA + "/32", "dev", HOST_END);
    Process listener = listener();
    Range range = new Range(listener);
    range.forward();
    BufferedReader lines = listener.inputReader();
    while (!"ready".equals(lines.readLine())) {
      if (!listener.isAlive()) {
        throw new IOException("the servers did not come up");
      }
    }
    Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(range.seen::add));
    return range;
  }

  private static Process listener() throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", NAMESPACE));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
    command.addAll(List.of("-Dredirect=http://" + FOE + ":8080/", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Listener.class.getName()));
    for (int port : new int[] {53, 80, 443, 853, 8080, 8081}) {
      command.add("tcp:" + port);
    }
    for (int port : new int[] {53, 443, 5353, 8080, 8081}) {
      command.add("udp:" + port);
    }
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** What the product asks of its owner before a job has a network. */
  private void forward() throws IOException {
    for (Path setting : FORWARDING) {
      before.add(Files.readString(setting).strip());
      Files.writeString(setting, "1");
    }
  }

  /** Forgets who came so far. */
  void forget() {
    seen.clear();
  }

  /** Who came: lines such as {@code tcp 10.99.0.2 8080}, {@code udp 53}. */
  List<String> seen() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    return List.copyOf(seen);
  }

  /** Whether somebody came so, or comes within some seconds. */
  boolean sees(String line) {
    for (int i = 0; i < Patience.times(50) && !seen.contains(line); i++) {
      seen();
    }
    return seen.contains(line);
  }

  /** Runs a command where the servers are, as an outsider of the network; its output. */
  static String outsider(String... command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", NAMESPACE));
    all.addAll(List.of(command));
    return output(all);
  }

  static void run(String... command) {
    output(List.of(command));
  }

  static String output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(Patience.times(30), TimeUnit.SECONDS);
      return out;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** The table of the host goes when no job is left whose rules it holds. */
  private static void remove() {
    if (Yard.wires().isEmpty()) {
      run("nft", "delete", "table", "inet", "bailey");
    }
    run("ip", "link", "del", HOST_END);
    run("ip", "netns", "del", NAMESPACE);
  }

  @Override
  public void close() {
    listener.destroyForcibly();
    try {
      listener.waitFor();
      for (int i = 0; i < before.size(); i++) {
        Files.writeString(FORWARDING.get(i), before.get(i));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    remove();
  }
}
