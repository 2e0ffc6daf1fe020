package dev.bailey.scan.path;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * A path below some directory that means the same to every program that reads it.
 *
 * <p>Components are separated by {@code /}. A percent sign is an ordinary character: nothing is
 * decoded. Refused are: empty components (so also absolute paths), {@code .} and {@code ..},
 * backslashes, control and format characters (line feed, NUL, bidirectional marks, zero-width
 * joiners), line and paragraph separators, halves of surrogate pairs, the replacement character
 * U+FFFD (it stands for bytes that were not text), and components that end in a dot or space.
 *
 * @param text the whole path
 */
public record RelativePath(String text) {
  /** Longest component in UTF-8 bytes: {@code NAME_MAX} of Linux file systems. */
  public static final int MAX_COMPONENT_BYTES = 255;

  /** Longest path in UTF-8 bytes: {@code PATH_MAX} of Linux. */
  public static final int MAX_BYTES = 4096;

  /** Most components. */
  public static final int MAX_DEPTH = 64;

  /** What became of a text. */
  public sealed interface Result {
    /** It is a path. */
    record Ok(RelativePath path) implements Result {}

    /** It is not; the reason is lower-case text for people and does not repeat the input. */
    record Refused(String reason) implements Result {}
  }

  /** Where the path is used. */
  private enum Use {
    NAMED,
    IN_TREE
  }

  /**
   * @throws IllegalArgumentException if the text would be refused by {@link #parseInTree}
   */
  public RelativePath {
    String reason = refusal(text, Use.IN_TREE);
    if (!reason.isEmpty()) {
      throw new IllegalArgumentException("not a relative path: " + reason);
    }
  }

  /**
   * Judges a path that a person or a specification names. Colon and comma are refused too: they
   * would steer the options of a mount.
   */
  public static Result parse(String text) {
    return judged(text, Use.NAMED);
  }

  /** Judges the path of an entry found in a tree, where colon and comma are ordinary. */
  public static Result parseInTree(String text) {
    return judged(text, Use.IN_TREE);
  }

  /** Judges the raw bytes of a path found in a tree; they must be strictly valid UTF-8. */
  public static Result parseInTree(byte[] utf8) {
    try {
      return parseInTree(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException invalid) {
      return new Result.Refused("the name is not valid utf-8");
    }
  }

  /** The components, from the top. */
  public List<String> components() {
    return List.of(text.split("/", -1));
  }

  /** The last component. */
  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /**
   * The same for two paths that a file system without regard to case or Unicode normalisation would
   * take for one.
   */
  public String twinKey() {
    String upper = Normalizer.normalize(text, Normalizer.Form.NFD).toUpperCase(Locale.ROOT);
    return Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
  }

  @Override
  public String toString() {
    return text;
  }

  private static Result judged(String text, Use use) {
    String reason = refusal(text, use);
    return reason.isEmpty() ? new Result.Ok(new RelativePath(text)) : new Result.Refused(reason);
  }

  /** Empty if there is nothing to refuse. */
  private static String refusal(String text, Use use) {
    if (text.isEmpty()) {
      return "the path is empty";
    }
    if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return "the path is longer than " + MAX_BYTES + " bytes";
    }
    if (text.startsWith("/")) {
      return "the path is absolute";
    }
    String[] components = text.split("/", -1);
    if (components.length > MAX_DEPTH) {
      return "the path is deeper than " + MAX_DEPTH + " components";
    }
    for (String component : components) {
      String reason = componentRefusal(component, use);
      if (!reason.isEmpty()) {
        return reason;
      }
    }
    return "";
  }

  private static String componentRefusal(String component, Use use) {
    if (component.isEmpty()) {
      return "a component is empty";
    }
    if (component.equals(".") || component.equals("..")) {
      return "a component is '" + component + "'";
    }
    for (int i = 0; i < component.length(); ) {
      int c = component.codePointAt(i);
      String reason = characterRefusal(c, use);
      if (!reason.isEmpty()) {
        return reason;
      }
      i += Character.charCount(c);
    }
    if (component.endsWith(".") || component.endsWith(" ")) {
      return "a component ends in a dot or space";
    }
    return component.getBytes(StandardCharsets.UTF_8).length > MAX_COMPONENT_BYTES
        ? "a component is longer than " + MAX_COMPONENT_BYTES + " bytes"
        : "";
  }

  private static String characterRefusal(int c, Use use) {
    if (c == '\\') {
      return "there is a backslash";
    }
    if (use == Use.NAMED && (c == ':' || c == ',')) {
      return "there is a colon or comma, which would steer mount options";
    }
    if (c == 0xFFFD) {
      return "there is a replacement character, left by bytes that were not text";
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL -> "there is a control character (" + codePoint(c) + ")";
      case Character.FORMAT -> "there is an invisible format character (" + codePoint(c) + ")";
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          "there is a line separator (" + codePoint(c) + ")";
      case Character.SURROGATE -> "there is half of a surrogate pair";
      default -> "";
    };
  }

  private static String codePoint(int c) {
    return String.format(Locale.ROOT, "U+%04X", c);
  }
}
