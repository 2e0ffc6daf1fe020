package dev.bailey.scan.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for plain-text secrets in one file. Cost is linear in what is read: long lines are looked
 * at in overlapping pieces, and every form has an end.
 */
public final class SecretScan {
  /** Most bytes of a file that are looked at. */
  public static final int MAX_BYTES = 16 << 20;

  /** Most that is found in one file. */
  public static final int MAX_FOUND = 20;

  private static final int PIECE = 16 << 10;
  private static final int OVERLAP = 4 << 10;
  private static final int HEAD = 8 << 10;
  private static final Set<String> SETTINGS =
      Set.of("env", "ini", "cfg", "conf", "yaml", "yml", "toml", "properties", "netrc");

  private SecretScan() {}

  /**
   * What is found in a text; nothing in what is none, which a zero byte near its beginning shows.
   *
   * @param name of the file, by whose ending it is told whether values stand without quotes
   */
  public static List<Suspicion> of(String name, byte[] content) {
    if (binary(content)) {
      return List.of();
    }
    boolean settings = settings(name);
    List<Suspicion> found = new ArrayList<>();
    int number = 1;
    int begin = 0;
    int end = Math.min(content.length, MAX_BYTES);
    for (int i = 0; i <= end && found.size() < MAX_FOUND; i++) {
      if (i == end || content[i] == '\n') {
        Optional<SecretKind> kind = line(content, begin, i, settings);
        if (kind.isPresent()) {
          found.add(new Suspicion(number, kind.get()));
        }
        begin = i + 1;
        number++;
      }
    }
    return List.copyOf(found);
  }

  /** Whether a variable of that name and value carries a secret, as its name says. */
  public static boolean isSecretVariable(String name, String value) {
    return Assignments.isSecret(name) && !value.isEmpty() && !Placeholders.is(value);
  }

  private static boolean binary(byte[] content) {
    for (int i = 0; i < Math.min(content.length, HEAD); i++) {
      if (content[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean settings(String name) {
    String lower = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return SETTINGS.contains(lower.substring(lower.lastIndexOf('.') + 1))
        || lower.startsWith(".env");
  }

  private static Optional<SecretKind> line(byte[] content, int begin, int end, boolean settings) {
    for (int from = begin; ; from += PIECE - OVERLAP) {
      int to = Math.min(end, from + PIECE);
      String piece = new String(content, from, to - from, StandardCharsets.UTF_8);
      Optional<SecretKind> kind = Tokens.in(piece).or(() -> Assignments.in(piece, settings));
      if (kind.isPresent() || to == end) {
        return kind;
      }
    }
  }
}
