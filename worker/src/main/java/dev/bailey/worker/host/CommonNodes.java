package dev.bailey.worker.host;

import dev.bailey.job.plan.JobIds;
import dev.bailey.sys.DeviceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The device nodes that every container shares with the host. Whoever owns one can close it to
 * everybody, so none may belong to an id of a job. A runtime can give one away: crun gives the
 * standard streams of a process to its user, also where one is the host's {@code /dev/null}.
 */
final class CommonNodes {
  /** On every Linux they belong to root, and everybody may read and write them. */
  private static final List<String> ALL =
      List.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom");

  private CommonNodes() {}

  /** Those that belong to an id of a job. */
  static List<String> givenAway(Roots roots) {
    return ALL.stream().filter(node -> belongsToAJob(roots, node)).toList();
  }

  /** What makes them again what they are on every host; nothing if none was given away. */
  static List<Step> takenBack(Roots roots) {
    List<String> nodes = givenAway(roots);
    return nodes.isEmpty()
        ? List.of()
        : List.of(
            step("give %s back to root", nodes, "/usr/bin/chown", "root:root"),
            step("open %s to everybody", nodes, "/usr/bin/chmod", "0666"));
  }

  private static Step step(String purpose, List<String> nodes, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(nodes);
    return new Step.Command(purpose.formatted(String.join(", ", nodes)), all);
  }

  private static boolean belongsToAJob(Roots roots, String node) {
    try {
      return DeviceFile.of(roots.at(node))
          .filter(seen -> seen.owner() >= JobIds.FIRST && seen.owner() <= JobIds.LAST)
          .isPresent();
    } catch (IOException absent) {
      return false;
    }
  }
}
