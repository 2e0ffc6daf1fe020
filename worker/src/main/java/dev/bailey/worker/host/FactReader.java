package dev.bailey.worker.host;

import dev.bailey.worker.host.HostFacts.Devices;
import dev.bailey.worker.host.HostFacts.Kernel;
import dev.bailey.worker.host.HostFacts.Os;
import dev.bailey.worker.host.HostFacts.Storage;
import dev.bailey.worker.host.HostFacts.SubIds;
import dev.bailey.worker.host.HostFacts.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the plain facts; limits and control groups have readers of their own. */
final class FactReader {
  private FactReader() {}

  static HostFacts read(Roots roots) {
    Map<String, Tool> tools = ToolReader.read(roots);
    return new HostFacts(
        system(roots),
        kernel(roots),
        tools,
        CgroupReader.read(roots),
        RightsReader.read(roots),
        storage(roots, tools),
        devices(roots),
        new SubIds(ranges(roots.text("/etc/subuid")), ranges(roots.text("/etc/subgid"))),
        forwarding(roots),
        Runtime.version().toString());
  }

  private static Os system(Roots roots) {
    Map<String, String> release = new HashMap<>();
    for (String line : roots.text("/etc/os-release").lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        String value = line.substring(equals + 1).strip();
        release.put(line.substring(0, equals), value.replaceAll("^[\"']|[\"']$", ""));
      }
    }
    return new Os(
        release.getOrDefault("ID", ""),
        release.getOrDefault("VERSION_ID", ""),
        release.getOrDefault("PRETTY_NAME", "unknown"),
        architecture(roots));
  }

  private static String architecture(Roots roots) {
    String machine = roots.probe().run(List.of("uname", "-m")).firstLine();
    return switch (machine) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> machine;
    };
  }

  private static Kernel kernel(Roots roots) {
    return new Kernel(
        roots.text("/proc/sys/kernel/osrelease").strip(),
        words(roots.text("/proc/sys/kernel/seccomp/actions_avail")).contains("errno"),
        roots.text("/proc/filesystems").lines().anyMatch(l -> l.strip().endsWith("\toverlay")),
        roots.text("/sys/devices/system/clocksource/clocksource0/current_clocksource").strip());
  }

  private static Storage storage(Roots roots, Map<String, Tool> tools) {
    String driver = "";
    Tool podman = tools.get("podman");
    if (podman != null) {
      Probe.Output info =
          roots
              .probe()
              .run(List.of(podman.path().toString(), "info", "-f", "{{.Store.GraphDriverName}}"));
      driver = info.fine() ? info.firstLine() : "";
    }
    return new Storage(MountTable.of(roots).sharedRoot(), driver, free(roots.home()));
  }

  private static long free(Path home) {
    Path there = home.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      return Files.getFileStore(there).getUsableSpace();
    } catch (IOException unknown) {
      return 0;
    }
  }

  static HostFacts.Forwarding forwarding(Roots roots) {
    return new HostFacts.Forwarding(
        roots.text("/proc/sys/net/ipv4/ip_forward").strip().equals("1"),
        roots.text("/proc/sys/net/ipv6/conf/all/forwarding").strip().equals("1"));
  }

  private static Devices devices(Roots roots) {
    return new Devices(
        roots.exists("/dev/loop-control"), roots.exists("/sys/fs/ext4/features/encryption"));
  }

  private static List<SubIds.Range> ranges(String text) {
    List<SubIds.Range> out = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] parts = line.strip().split(":", -1);
      if (parts.length == 3 && parts[1].matches("[0-9]{1,10}") && parts[2].matches("[0-9]{1,10}")) {
        out.add(new SubIds.Range(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
      }
    }
    return out;
  }

  static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }
}
