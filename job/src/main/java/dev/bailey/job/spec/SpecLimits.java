package dev.bailey.job.spec;

/** The ceilings and defaults of a job specification. Configuration may lower a ceiling only. */
public final class SpecLimits {
  /** Largest file in bytes, checked before parsing; people write a few kilobytes. */
  public static final int MAX_FILE_BYTES = 256 * 1024;

  /** Deepest nesting; the format itself needs four levels. */
  public static final int MAX_DEPTH = 32;

  /** Problems reported at once; more say nothing new and a hostile file has many. */
  public static final int MAX_PROBLEMS = 100;

  /** Characters of foreign text quoted in one problem. */
  public static final int MAX_QUOTED = 60;

  /** Arguments of the command, or of the script. */
  public static final int MAX_ARGUMENTS = 1024;

  /** Variables of {@code env}. */
  public static final int MAX_VARIABLES = 256;

  /** Inputs; each becomes one mount. */
  public static final int MAX_INPUTS = 64;

  /** Declared outputs; all their names stand in one recorded decision. */
  public static final int MAX_OUTPUTS = 128;

  /** Fragments, and trust lists; a policy imports a few. */
  public static final int MAX_SIGNED_PIECES = 16;

  /** Bytes of one envelope: what the framework adds to a decision must stay readable. */
  public static final int MAX_SIGNED_PIECE_BYTES = 1 << 20;

  /** Destinations of the network; all their addresses stand in one recorded decision. */
  public static final int MAX_ENDPOINTS = 256;

  /** Blocked subnets. */
  public static final int MAX_BLOCKED = 256;

  /** Secrets of one job. */
  public static final int MAX_SECRETS = 64;

  /** Devices of one job. */
  public static final int MAX_DEVICES = 32;

  /** Device nodes, mounts, variables or hooks of one device, each. */
  public static final int MAX_EDITS = 128;

  /** Ports that others may connect to. */
  public static final int MAX_INBOUND = 16;

  /** Sources of one such port. */
  public static final int MAX_SOURCES = 16;

  /** Bytes of one written path; a quarter of Linux' {@code PATH_MAX}, the rest is for the base. */
  public static final int MAX_PATH_BYTES = 1024;

  /** Bytes of one component of a path: Linux' {@code NAME_MAX}. */
  public static final int MAX_COMPONENT_BYTES = 255;

  /** Bytes of an image reference; the OCI distribution specification allows 255 for the name. */
  public static final int MAX_IMAGE_BYTES = 512;

  /** Smallest share of the processors, in thousandths of one core. */
  public static final long MIN_CPU_MILLIS = 100;

  /** Largest share of the processors: 1024 cores; the host's own number is checked later. */
  public static final long MAX_CPU_MILLIS = 1024 * 1000L;

  /** One core. */
  public static final long DEFAULT_CPU_MILLIS = 1000;

  /** Smallest memory: the runtime itself needs some megabytes inside the same limit. */
  public static final long MIN_MEMORY = 16L << 20;

  /** Largest memory, scratch and outputs: 16 TiB, far below the exact range of JSON numbers. */
  public static final long MAX_BYTES = 16L << 40;

  /** 1 GiB. */
  public static final long DEFAULT_MEMORY = 1L << 30;

  /** Smallest file system in memory or on disk: 1 MiB. */
  public static final long MIN_FILE_SYSTEM = 1L << 20;

  /** 64 MiB for {@code /dev/shm}, as container engines do. */
  public static final long DEFAULT_SHM = 64L << 20;

  /** 64 MiB for {@code /tmp}; scratch is the place for more. */
  public static final long DEFAULT_TMP = 64L << 20;

  /** 1 GiB for scratch and outputs together. */
  public static final long DEFAULT_DISK = 1L << 30;

  /** Fewest processes: a shell, a child and some threads of an interpreter. */
  public static final long MIN_PIDS = 8;

  /** Most processes and threads; Linux' classic {@code pid_max} twice. */
  public static final long MAX_PIDS = 65_536;

  /** Enough for numeric libraries on a large host. */
  public static final long DEFAULT_PIDS = 256;

  /** Fewest open files with which interpreters start. */
  public static final long MIN_OPEN_FILES = 64;

  /** Most open files: the kernel's default {@code fs.nr_open}. */
  public static final long MAX_OPEN_FILES = 1_048_576;

  /** Linux' traditional soft limit. */
  public static final long DEFAULT_OPEN_FILES = 1024;

  /** Slowest output that can be asked for: a line now and then. */
  public static final long MIN_LOG_RATE = 1L << 10;

  /** Fastest output, which ends a job by its amount within a second. */
  public static final long MAX_LOG_RATE = 1L << 30;

  /** 30 days. */
  public static final long MAX_SECONDS = 30L * 24 * 3600;

  /** 24 hours, also for a service. */
  public static final long DEFAULT_SECONDS = 24L * 3600;

  /** Longest time between two health checks, and before failures count: 1 hour. */
  public static final long MAX_INTERVAL_SECONDS = 3600;

  /** 10 seconds between two health checks. */
  public static final long DEFAULT_INTERVAL_SECONDS = 10;

  /** Longest health check: 10 minutes. */
  public static final long MAX_TIMEOUT_SECONDS = 600;

  /** 5 seconds for a health check. */
  public static final long DEFAULT_TIMEOUT_SECONDS = 5;

  /** Most health checks in a row that may fail before the service is ended. */
  public static final long MAX_RETRIES = 100;

  /** Three health checks in a row that fail end the service. */
  public static final long DEFAULT_RETRIES = 3;

  /** 30 seconds in which failed health checks do not count. */
  public static final long DEFAULT_START_SECONDS = 30;

  private SpecLimits() {}
}
