package dev.bailey.job.plan;

import java.util.Set;

/**
 * Variables by which a program loads other code or data than its own before its first instruction.
 * The C library ignores them for programs that run with more rights than their caller; a container
 * with a device does not have them at all.
 */
public final class LoaderVariables {
  private static final Set<String> NAMES =
      Set.of(
          "BASH_ENV",
          "GCONV_PATH",
          "GETCONF_DIR",
          "GLIBC_TUNABLES",
          "HOSTALIASES",
          "LOCALDOMAIN",
          "LOCPATH",
          "MALLOC_TRACE",
          "NIS_PATH",
          "NLSPATH",
          "RESOLV_HOST_CONF",
          "RES_OPTIONS",
          "TZDIR");

  private LoaderVariables() {}

  /** Whether a variable of this name is one. */
  public static boolean is(String name) {
    return name.startsWith("LD_") || NAMES.contains(name);
  }
}
