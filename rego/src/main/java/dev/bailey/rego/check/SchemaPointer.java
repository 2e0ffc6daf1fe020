package dev.bailey.rego.check;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** References inside a JSON schema: {@code #/definitions/user}. */
final class SchemaPointer {
  private SchemaPointer() {}

  /**
   * What a reference that begins with {@code #} leads to.
   *
   * @param place of the reference itself
   */
  static Value find(Value document, String reference, String place) throws SchemaTypes.Unreadable {
    Value at = document;
    if (reference.length() < 2) {
      return at;
    }
    for (String step : reference.substring(2).split("/", -1)) {
      Value next = at.get(key(at, unescape(step)));
      if (next == null) {
        throw new SchemaTypes.Unreadable("there is nothing at " + reference, place);
      }
      at = next;
    }
    return at;
  }

  private static Value key(Value at, String step) {
    boolean index = at instanceof RegoArray && step.matches("0|[1-9]\\d{0,8}");
    return index ? RegoNumber.of(Integer.parseInt(step)) : RegoString.of(step);
  }

  private static String unescape(String step) {
    String plain = step;
    try {
      plain = URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException asItIs) {
      plain = step;
    }
    return plain.replace("~1", "/").replace("~0", "~");
  }

  /** A key as a step of a reference. */
  static String escape(Value key) {
    return key instanceof RegoString s ? s.text().replace("~", "~0").replace("/", "~1") : "";
  }
}
