package dev.bailey.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a device node is.
 *
 * @param type {@code c} for a character device, {@code b} for a block device
 * @param major number of the driver
 * @param minor number of the device
 * @param mode permission bits
 * @param owner user id of the host
 */
public record DeviceFile(String type, long major, long minor, int mode, long owner) {
  private static final int TYPE = 0170000;
  private static final int CHARACTER = 0020000;
  private static final int BLOCK = 0060000;

  /**
   * Looks at a file, a link not followed; empty if it is no device node.
   *
   * @throws IOException if there is no such file
   */
  public static Optional<DeviceFile> of(Path file) throws IOException {
    Map<String, Object> facts =
        Files.readAttributes(file, "unix:mode,rdev,uid", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) facts.getOrDefault("mode", 0);
    long number = ((Number) facts.getOrDefault("rdev", 0L)).longValue();
    if ((mode & TYPE) != CHARACTER && (mode & TYPE) != BLOCK) {
      return Optional.empty();
    }
    return Optional.of(
        new DeviceFile(
            (mode & TYPE) == BLOCK ? "b" : "c",
            major(number),
            minor(number),
            mode & 07777,
            Integer.toUnsignedLong((Integer) facts.getOrDefault("uid", 0))));
  }

  /**
   * The file system on which a file is, a link not followed: {@code MAJOR:MINOR}, as {@code
   * /proc/PID/mountinfo} names it.
   *
   * @throws IOException if there is no such file
   */
  public static String fileSystem(Path file) throws IOException {
    long number =
        ((Number) Files.getAttribute(file, "unix:dev", LinkOption.NOFOLLOW_LINKS)).longValue();
    return major(number) + ":" + minor(number);
  }

  /** As the C library's {@code gnu_dev_major}. */
  private static long major(long number) {
    return ((number >>> 8) & 0xfff) | ((number >>> 32) & 0xfffff000L);
  }

  /** As the C library's {@code gnu_dev_minor}. */
  private static long minor(long number) {
    return (number & 0xff) | ((number >>> 12) & 0xffffff00L);
  }
}
