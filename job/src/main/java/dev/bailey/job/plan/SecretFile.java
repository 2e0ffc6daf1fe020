package dev.bailey.job.plan;

import dev.bailey.job.secret.SecretVersion;
import dev.bailey.ledger.json.Json;
import java.util.Locale;

/**
 * A secret as a job finds it: a file in memory that the workload's user owns.
 *
 * @param secret which value of which secret; the value itself is in no plan
 * @param path in the container, directly below {@link #DIRECTORY}
 * @param mode permission bits, for reading only
 */
public record SecretFile(SecretVersion secret, String path, int mode) {
  /** Where all secrets of a job are. */
  public static final String DIRECTORY = "/run/secrets";

  /** The mode of a file that says none. */
  public static final int OWNER_READS = 0400;

  private static final int ALL_READ = 0444;
  private static final String FILE = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";

  /** Whether a secret may be found there. */
  public static boolean isPath(String path) {
    return path.startsWith(DIRECTORY + "/") && path.substring(DIRECTORY.length() + 1).matches(FILE);
  }

  /** Whether a secret's file may have this mode: its owner reads, and nobody does anything else. */
  public static boolean isMode(int mode) {
    return (mode & OWNER_READS) != 0 && (mode & ~ALL_READ) == 0;
  }

  /** Name of the file in {@link #DIRECTORY}. */
  public String file() {
    return path.substring(DIRECTORY.length() + 1);
  }

  /** The mode in four octal digits. */
  public String modeText() {
    return String.format(Locale.ROOT, "%04o", mode);
  }

  /** Reads the canonical form back. */
  static SecretFile of(Json.Obj json) {
    return new SecretFile(
        SecretVersion.of(json),
        json.text("path").orElseThrow(),
        Integer.parseInt(json.text("mode").orElseThrow(), 8));
  }

  /** The canonical form. */
  public Json.Obj json() {
    return secret.json().with("path", Json.of(path)).with("mode", Json.of(modeText()));
  }
}
