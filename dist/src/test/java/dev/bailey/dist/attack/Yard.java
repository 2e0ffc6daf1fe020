package dev.bailey.dist.attack;

import dev.bailey.cli.Home;
import dev.bailey.dist.Bailey;
import dev.bailey.dist.Patience;
import dev.bailey.dist.Warm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A home in which jobs are attacked, or attack. Its policy leaves the network to the walls. */
final class Yard implements AutoCloseable {
  /** What every script can use. */
  private static final String TOOLS =
      """
      import os, socket, sys, time

      def tcp(host, port, data=b'x', patience=2):
          try:
              with socket.create_connection((host, port), patience) as s:
                  s.settimeout(patience)
                  s.sendall(data)
                  got = 0
                  while got < len(data):
                      more = s.recv(65536)
                      if not more: break
                      got += len(more)
                  return got
          except OSError:
              return 'refused'

      def udp(host, port, data=b'x', patience=1):
          try:
              family = socket.AF_INET6 if ':' in host else socket.AF_INET
              with socket.socket(family, socket.SOCK_DGRAM) as s:
                  s.settimeout(patience)
                  s.sendto(data, (host, port))
                  return len(s.recv(2048))
          except OSError:
              return 'refused'

      def my_address():
          with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
              s.connect(('192.0.2.1', 9))
              return s.getsockname()[0]

      def gateway():
          net, last = my_address().rsplit('.', 1)
          return net + '.' + str(int(last) - 1)

      """;

  private final Bailey bailey;
  private final Path dir;
  private Wall without = Wall.NONE;
  private Path hosts = Path.of("/");

  private Yard(Bailey bailey, Path dir) {
    this.bailey = bailey;
    this.dir = dir;
  }

  /** With a policy that allows whatever destinations and ports a job lists. */
  static Yard open(Path dir) throws IOException {
    Yard yard = ofHouse(dir);
    yard.bailey.amendPolicy(house ->
        house
            .replace("not bailey.egress_known", "input.port == 0")
            .replace("not bailey.port_known", "input.port == 0")
            .replace("count(egress) + count(ports) > 0", "true"));
    return yard;
  }

  /** With the policy of the house. */
  static Yard ofHouse(Path dir) throws IOException {
    Yard yard = new Yard(Bailey.fresh(), dir);
    yard.ran("-y", "image", "build", "images/python-sklearn");
    return yard;
  }

  private void ran(String... arguments) {
    Bailey.Ran ran = bailey.run(arguments);
    if (ran.code() != 0) {
      throw new IllegalStateException(String.join(" ", arguments) + ": " + ran.all());
    }
  }

  Bailey bailey() {
    return bailey;
  }

  /**
   * Puts another agent to work.
   *
   * @param wall that its jobs do not have
   * @param names of hosts as the agent looks them up; empty for the host's own
   */
  void agent(Wall wall, String names) throws IOException {
    if (wall == Wall.NONE) {
      Trials.attack();
    } else {
      Trials.control();
    }
    if (wall == without && names.isEmpty() && hosts.equals(Path.of("/"))) {
      return;
    }
    stop();
    without = wall;
    Map<String, String> environment = new java.util.HashMap<>();
    environment.put(WeakAgent.WALL, wall.name());
    hosts = Path.of("/");
    if (!names.isEmpty()) {
      hosts = Files.writeString(Files.createTempFile(dir, "names", ""), names);
      environment.put(
          "JDK_JAVA_OPTIONS",
          "-Djdk.net.hosts.file="
              + hosts
              + " -Dsun.net.inetaddr.ttl=0 -Dnetworkaddress.cache.ttl=0");
    }
    if (Warm.AGENTS && names.isEmpty()) {
      bailey.live(() -> WeakAgent.live(new Home(bailey.home()), Map.of(), wall));
      return;
    }
    bailey.startAgent(WeakAgent.class.getName(), environment);
  }

  /** An agent with a job that is not quite over stays; a control on it would show nothing. */
  private void stop() {
    Bailey.Ran stopped = bailey.run("agent", "stop");
    for (int i = 0; i < Patience.times(100) && stopped.code() != 0; i++) {
      pause(100);
      stopped = bailey.run("agent", "stop");
    }
    if (stopped.code() != 0) {
      throw new IllegalStateException("the agent before stays: " + stopped.all());
    }
  }

  private Path job(String network, String python) throws IOException {
    return job(Patience.times(2) + "m", network, python);
  }

  private Path job(String time, String network, String python) throws IOException {
    Path job = Files.createTempDirectory(dir, "job");
    Files.writeString(job.resolve("main.py"), TOOLS + python);
    Files.writeString(
        job.resolve("job.yaml"),
        "name: probe\nimage: python-sklearn\nscript: main.py\nmax_duration: "
            + time
            + "\n"
            + network
            + "\n");
    return job;
  }

  /** Runs a script with a network to its end. */
  Bailey.Ran run(String network, String python) throws IOException {
    return bailey.run("run", "-y", job(network, python).toString());
  }

  /** The same with another time limit, and with an option. */
  Bailey.Ran runFor(String time, String network, String python, String option) throws IOException {
    return bailey.run("run", "-y", option, job(time, network, python).toString());
  }

  /** What a script says in a container of the same image with every right but the host's. */
  static String unwalled(String python) {
    return Range.output(
        List.of(
            "podman",
            "run",
            "--rm",
            "--network=none",
            "--cap-add=ALL",
            "--security-opt=seccomp=unconfined",
            "--user=0",
            "--entrypoint=/usr/bin/python3",
            "localhost/bailey/python-sklearn",
            "-c",
            TOOLS + python));
  }

  /** Begins a script and does not wait for it. */
  Bailey.Ran submit(String network, String python) throws IOException {
    return bailey.run("run", "-y", "-d", job(network, python).toString());
  }

  /** What an auditor reads of a job, without the line breaks that a screen needs. */
  String verified(String job) throws IOException {
    Path evidence = dir.resolve(job + ".evidence");
    Path key = dir.resolve("node.pub");
    ran("evidence", "export", job, "-o", evidence.toString());
    Files.deleteIfExists(key);
    ran("key", "show", "-o", key.toString());
    Bailey.Ran verified = bailey.run("verify", evidence.toString(), "--trust", key.toString());
    if (verified.code() != 0) {
      throw new IllegalStateException(verified.all());
    }
    return verified.all().replaceAll("\\s+", " ");
  }

  /** The first group of a pattern in a job's log, when it is there. */
  String awaitLine(String job, Pattern pattern) throws InterruptedException {
    for (int i = 0; i < Patience.times(100); i++) {
      Matcher matcher = pattern.matcher(bailey.run("logs", job).all());
      if (matcher.find()) {
        return matcher.group(1);
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException(job + " did not say " + pattern);
  }

  /** How to run a command among the servers. */
  static List<String> outside(String address) {
    return List.of("ip", "netns", "exec", "bailey-range", "env", "SOURCE=" + address);
  }

  /** Whether a TCP server greets whoever connects. */
  static boolean reaches(List<String> from, String address, int port) {
    List<String> command = new ArrayList<>(from);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Caller.class.getName(),
            address,
            Integer.toString(port)));
    return Range.output(command).contains("greeted");
  }

  /** Interfaces of jobs on the host, when those that are about to go have gone. */
  static List<String> wires() {
    List<String> left = List.of();
    for (int i = 0; i < Patience.times(100); i++) {
      left =
          Range.output(List.of("ip", "-br", "link"))
              .lines()
              .filter(l -> l.matches("bailey[0-9a-f]{3}@.*"))
              .toList();
      if (left.isEmpty()) {
        return left;
      }
      pause(50);
    }
    return left;
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    bailey.close();
  }
}
