package dev.bailey.sys;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One line of {@code /proc/self/mountinfo}, see proc_pid_mountinfo(5).
 *
 * @param id unique while mounted
 * @param parent id of the mount it lies on
 * @param root the directory of the file system that forms the root of this mount
 * @param target where it is mounted
 * @param options per mount, for example {@code ro}, {@code nosuid}, {@code idmapped}
 * @param propagation for example {@code shared:1}; empty for a private mount
 * @param fileSystem type, for example {@code ext4}
 * @param source device or name
 * @param superOptions per file system
 */
public record MountPoint(
    int id,
    int parent,
    String root,
    Path target,
    List<String> options,
    List<String> propagation,
    String fileSystem,
    String source,
    List<String> superOptions) {
  public MountPoint {
    options = List.copyOf(options);
    propagation = List.copyOf(propagation);
    superOptions = List.copyOf(superOptions);
  }

  /** Reads one line; empty if it does not have the documented form. */
  static Optional<MountPoint> parse(String line) {
    List<String> fields = List.of(line.split(" ", -1));
    int dash = fields.indexOf("-");
    if (dash < 6 || fields.size() < dash + 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new MountPoint(
              Integer.parseInt(fields.get(0)),
              Integer.parseInt(fields.get(1)),
              unescape(fields.get(3)),
              Path.of(unescape(fields.get(4))),
              List.of(fields.get(5).split(",")),
              fields.subList(6, dash),
              unescape(fields.get(dash + 1)),
              unescape(fields.get(dash + 2)),
              List.of(fields.get(dash + 3).split(","))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Decodes the octal escapes of blank, tab, newline, backslash and hash. */
  private static String unescape(String field) {
    StringBuilder text = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && isOctal(field, i + 1)) {
        text.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static boolean isOctal(String field, int at) {
    return at + 3 <= field.length()
        && field.substring(at, at + 3).chars().allMatch(c -> c >= '0' && c <= '7');
  }
}
