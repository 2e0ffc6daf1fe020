package dev.bailey.job.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which environment variables a job or an image may bring. */
public final class Variables {
  /** Variables that Bailey itself sets, now or in a later version. */
  public static final Set<String> OWN =
      Set.of(
          "HOME",
          "HOSTNAME",
          "TMPDIR",
          "JOB_ID",
          "JOB_NAME",
          "ATTEMPT",
          "ARRAY_TASK_ID",
          "ARRAY_TASK_COUNT",
          "NODE_RANK",
          "NUM_NODES",
          "GPUS_PER_NODE",
          "MASTER_ADDR",
          "INPUT_DIR",
          "OUTPUT_DIR",
          "SCRATCH_DIR",
          "CHECKPOINT_DIR");

  /** Read by the dynamic loader, the C library, shells at start, or the container runtime. */
  private static final Set<String> STEERING =
      Set.of(
          "BASH_ENV",
          "ENV",
          "GCONV_PATH",
          "GLIBC_TUNABLES",
          "LISTEN_FDNAMES",
          "LISTEN_FDS",
          "LISTEN_PID",
          "NOTIFY_SOCKET",
          "container");

  private static final List<String> STEERING_PREFIXES =
      List.of("LD_", "BAILEY_", "CONTAINERS_", "_CONTAINERS_", "_LIBCONTAINER_");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  private Variables() {}

  /** Why no variable of this name may be set, if none may. */
  public static Optional<String> nameFault(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of("is not a variable name (letters, digits and _, at most 128)");
    }
    if (OWN.contains(name)) {
      return Optional.of("is set by Bailey");
    }
    if (STEERING.contains(name) || STEERING_PREFIXES.stream().anyMatch(name::startsWith)) {
      return Optional.of("steers the loader or the runtime");
    }
    return Optional.empty();
  }

  /** Whether programs or runtimes choose devices by a variable of this name. */
  public static boolean choosesDevices(String name) {
    return name.startsWith("NVIDIA_") || name.equals("CUDA_VISIBLE_DEVICES");
  }

  /** Why no variable may have this value, if none may. */
  public static Optional<String> valueFault(String value) {
    return value.indexOf('\0') >= 0 ? Optional.of("contains a NUL character") : Optional.empty();
  }
}
