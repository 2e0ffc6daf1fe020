package dev.bailey.sys;

/** The instruction sets whose kernel interface is known here. */
enum Machine {
  X86_64(0x10000, 0x20000),
  AARCH64(0x4000, 0x8000);

  static final Machine CURRENT = of(System.getProperty("os.name"), System.getProperty("os.arch"));

  /** {@code O_DIRECTORY}. */
  final int directory;

  /** {@code O_NOFOLLOW}. */
  final int noFollow;

  Machine(int directory, int noFollow) {
    this.directory = directory;
    this.noFollow = noFollow;
  }

  static Machine of(String system, String architecture) {
    if (!system.equals("Linux")) {
      throw new SysException("uname", "ENOSYS", "unsupported system " + system);
    }
    return switch (architecture) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64" -> AARCH64;
      default -> throw new SysException("uname", "ENOSYS", "unsupported machine " + architecture);
    };
  }
}
