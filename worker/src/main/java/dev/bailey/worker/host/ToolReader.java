package dev.bailey.worker.host;

import dev.bailey.worker.host.HostFacts.Tool;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for the programs that Bailey starts, and asks them their version. */
final class ToolReader {
  private static final List<String> PLACES =
      List.of(
          "/usr/local/sbin",
          "/usr/local/bin",
          "/usr/sbin",
          "/usr/bin",
          "/sbin",
          "/bin",
          "/usr/libexec/podman",
          "/usr/lib/podman");

  private static final Pattern VERSION = Pattern.compile("[0-9]+(?:\\.[0-9]+)+");

  /** Names with the option that makes each say its version. */
  private static final Map<String, String> WANTED = wanted();

  private ToolReader() {}

  private static Map<String, String> wanted() {
    Map<String, String> out = new LinkedHashMap<>();
    for (String name : List.of("podman", "conmon", "runc", "crun", "nft", "netavark")) {
      out.put(name, "--version");
    }
    out.put("mmdebstrap", "--version");
    out.put("mke2fs", "-V");
    return out;
  }

  static Map<String, Tool> read(Roots roots) {
    Map<String, Tool> out = new LinkedHashMap<>();
    for (Map.Entry<String, String> one : WANTED.entrySet()) {
      find(roots, one.getKey())
          .ifPresent(p -> out.put(one.getKey(), new Tool(p, version(roots, p, one.getValue()))));
    }
    return out;
  }

  static List<String> names() {
    return List.copyOf(WANTED.keySet());
  }

  /** Where a program is, as a path on the host. */
  static Optional<Path> find(Roots roots, String name) {
    return PLACES.stream()
        .map(place -> place + "/" + name)
        .filter(roots::exists)
        .findFirst()
        .map(Path::of);
  }

  private static String version(Roots roots, Path program, String option) {
    String text = roots.probe().run(List.of(program.toString(), option)).text();
    Matcher found = VERSION.matcher(text);
    return found.find() ? found.group() : "";
  }
}
