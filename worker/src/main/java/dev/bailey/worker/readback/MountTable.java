package dev.bailey.worker.readback;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The mounts of a process.
 *
 * @param rootReadOnly whether {@code /} is read-only
 * @param below the others, in the kernel's order
 */
record MountTable(boolean rootReadOnly, List<Controls.Mount> below) {
  MountTable {
    below = List.copyOf(below);
  }

  /**
   * Reads {@code /proc/PID/mountinfo} (proc_pid_mountinfo(5)): mount point in field 5, flags in
   * field 6, and after the separator {@code -} type, source and the file system's own options.
   *
   * @throws ReadbackException for a line of another form
   */
  static MountTable parse(String mountinfo) {
    boolean rootReadOnly = false;
    List<Controls.Mount> below = new ArrayList<>();
    for (String line : mountinfo.lines().toList()) {
      List<String> fields = List.of(line.split(" ", -1));
      int separator = fields.indexOf("-");
      if (separator < 6 || fields.size() < separator + 4) {
        throw new ReadbackException("mountinfo has a line of unknown form: " + line);
      }
      String target = unescape(fields.get(4));
      List<String> options = new ArrayList<>(List.of(fields.get(5).split(",", -1)));
      String type = fields.get(separator + 1);
      if (target.equals("/")) {
        rootReadOnly = options.contains("ro");
        continue;
      }
      if (type.equals("tmpfs")) {
        for (String own : fields.get(separator + 3).split(",", -1)) {
          if (own.startsWith("size=")) {
            options.add(own);
          }
        }
      }
      below.add(new Controls.Mount(target, type, options));
    }
    return new MountTable(rootReadOnly, below);
  }

  /** Undoes the kernel's escapes: a backslash and three octal digits for one byte. */
  static String unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    byte[] in = field.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '\\' && i + 3 < in.length) {
        out[length++] = (byte) ((in[i + 1] - '0') * 64 + (in[i + 2] - '0') * 8 + (in[i + 3] - '0'));
        i += 3;
      } else {
        out[length++] = in[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
