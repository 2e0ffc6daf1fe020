package dev.bailey.dist.bench;

import dev.bailey.worker.walls.SeccompProfile;
import dev.bailey.worker.walls.SeccompProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rival: one {@code podman run --rm} with the walls that Bailey gives a job, from namespaces to
 * limits, and as many mounts; its input is a pipe, so that no runtime gives the host's null device
 * away. What Podman has no flag for (a bounded volume for what the job writes, id-mapped mounts,
 * the starter, reading back) it need not do.
 */
final class BareRun {
  /** First host id; the range lies outside those that Bailey hands out. */
  private static final String IDS = "0:1610612736:65536";

  private final List<String> command;
  private final Map<String, String> environment;

  /**
   * @param directory for what is mounted
   * @param processes the limit on processes that Bailey found this host able to set
   * @param environment of podman
   */
  BareRun(Path directory, long processes, Map<String, String> environment) throws IOException {
    this.environment = environment;
    List<String> all = new ArrayList<>(List.of("podman", "run", "--rm", "--interactive"));
    all.addAll(List.of("--network", "none", "--uidmap", IDS, "--gidmap", IDS));
    all.addAll(List.of("--read-only", "--read-only-tmpfs=false", "--cap-drop", "all"));
    all.addAll(List.of("--security-opt", "no-new-privileges"));
    all.addAll(List.of("--security-opt", "seccomp=" + filter(directory)));
    all.addAll(List.of("--pids-limit", "64", "--memory", "256m", "--memory-swap", "256m"));
    all.addAll(List.of("--cpu-quota", "100000", "--cpu-period", "100000", "--shm-size", "8m"));
    all.addAll(List.of("--ulimit", "nofile=1024:1024", "--ulimit", "core=0:0"));
    all.addAll(List.of("--ulimit", "nproc=%d:%d".formatted(processes, processes)));
    all.addAll(List.of("--user", "1000:1000", "--umask", "0022", "--unsetenv-all"));
    all.addAll(List.of("--env", "PATH=/bin", "--env", "HOME=/tmp", "--workdir", "/tmp"));
    all.addAll(List.of("--tmpfs", "/tmp:rw,nosuid,nodev,noexec,size=16m,mode=1777"));
    all.addAll(List.of("--tmpfs", "/sys:ro,nosuid,nodev,noexec,size=64k"));
    all.addAll(List.of("--tmpfs", "/sys/fs/cgroup:ro,nosuid,nodev,noexec,size=64k"));
    all.addAll(bind(directory, "start", "/.start", "ro,nosuid,nodev"));
    all.addAll(bind(directory, "code", "/workspace", "ro,nosuid,nodev"));
    all.addAll(bind(directory, "out", "/out", "rw,nosuid,nodev,noexec"));
    all.addAll(bind(directory, "scratch", "/scratch", "rw,nosuid,nodev,noexec"));
    all.addAll(List.of("--log-driver", "k8s-file", "--systemd", "false"));
    all.addAll(List.of("--entrypoint", "/bin/true", TinyImage.REFERENCE));
    this.command = List.copyOf(all);
  }

  private static Path filter(Path directory) throws IOException {
    return switch (SeccompProfiles.bundled(SeccompProfile.DEFAULT)) {
      case SeccompProfile.Loaded.Profile(SeccompProfile profile) ->
          Files.write(directory.resolve("seccomp.json"), profile.text());
      case SeccompProfile.Loaded.Refused(String reason) -> throw new IOException(reason);
    };
  }

  private static List<String> bind(Path directory, String name, String target, String options)
      throws IOException {
    Path source = Files.createDirectory(directory.resolve(name));
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwxrwxrwx"));
    return List.of("--volume", source + ":" + target + ":" + options);
  }

  /** The whole command line. */
  String text() {
    return String.join(" ", command);
  }

  /** Milliseconds from the start of the command to its end. */
  double millis() throws IOException, InterruptedException {
    return Command.millis(command, environment);
  }
}
