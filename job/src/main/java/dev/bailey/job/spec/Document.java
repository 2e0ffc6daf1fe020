package dev.bailey.job.spec;

import dev.bailey.ledger.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a file that is JSON or YAML into a tree of nodes with their places. */
final class Document {
  private Document() {}

  /**
   * Reads one.
   *
   * @param utf8 the file; one that begins with <code>{</code> is read as JSON, or as YAML if it is
   *     not JSON
   * @param fileName for messages that concern the whole file
   * @return the tree; empty if there is none, and then a problem says why
   */
  static Optional<Node> read(byte[] utf8, String fileName, Problems problems) {
    String file = Shown.line(fileName, SpecLimits.MAX_QUOTED);
    if (utf8.length > SpecLimits.MAX_FILE_BYTES) {
      problems.add(
          1,
          1,
          file + " has more than " + SpecLimits.MAX_FILE_BYTES + " bytes, the most that are read");
      return Optional.empty();
    }
    Optional<String> decoded = decoded(utf8);
    if (decoded.isEmpty()) {
      problems.add(1, 1, file + " is not UTF-8 text; save it as UTF-8");
    }
    return decoded.flatMap(
        text -> unprintable(text, problems) ? Optional.empty() : tree(text, problems));
  }

  private static Optional<String> decoded(byte[] utf8) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8))
              .toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException invalid) {
      return Optional.empty();
    }
  }

  /** Neither format needs raw control characters, and an editor does not show them. */
  private static boolean unprintable(String text, Problems problems) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean space = c == '\t' || c == '\n' || c == '\r';
      if ((Character.isISOControl(c) && !space) || c == 0xFEFF || c >= 0xFFFE) {
        Place place = Place.of(text, i);
        problems.add(
            place.line(),
            place.column(),
            String.format("control character U+%04X; remove it or write an escape", (int) c));
        return true;
      }
    }
    return false;
  }

  private static Optional<Node> tree(String text, Problems problems) {
    String content = text.stripLeading();
    if (!content.startsWith("{")) {
      return YamlTree.of(text, problems);
    }
    return switch (JsonReader.read(text)) {
      case JsonReader.Result.Value ignored -> Optional.of(JsonTree.of(text, problems));
      case JsonReader.Result.Malformed(int offset, String reason) -> {
        Problems yaml = new Problems();
        Optional<Node> root = YamlTree.of(text, yaml);
        boolean json = content.substring(1).stripLeading().startsWith("\"");
        if (root.isEmpty() && json) {
          Place place = Place.of(text, offset);
          problems.add(place.line(), place.column(), "not JSON: " + Shown.line(reason, 200));
        } else {
          yaml.sorted().forEach(p -> problems.add(p.line(), p.column(), p.message()));
        }
        yield root;
      }
    };
  }
}
