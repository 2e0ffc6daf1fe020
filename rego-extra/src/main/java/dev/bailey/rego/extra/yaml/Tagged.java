package dev.bailey.rego.extra.yaml;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import java.util.Base64;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Scalars, of which a tag may tell the type. */
final class Tagged {
  private static final String LONG = "tag:yaml.org,2002:";

  private Tagged() {}

  static Scalar scalar(ScalarEvent event) throws BuiltinException {
    String text = event.getValue();
    String tag = event.getTag().orElse("");
    if (tag.isEmpty()) {
      return event.isPlain() ? Scalar.of(text) : new Scalar.Text(text);
    }
    String brief = tag.startsWith(LONG) ? "!!" + tag.substring(LONG.length()) : tag;
    return switch (brief) {
      case "!!str", "!!timestamp" -> new Scalar.Text(text);
      case "!!binary" -> new Scalar.Text(decoded(text));
      case "!!int", "!!float", "!!bool", "!!null", "!!merge" -> typed(brief, text);
      default -> new Scalar.Text(text);
    };
  }

  private static Scalar typed(String tag, String text) throws BuiltinException {
    Scalar scalar = Scalar.of(text);
    if (scalar.tag().equals(tag)) {
      return scalar;
    }
    if (tag.equals("!!float") && scalar instanceof Scalar.Whole whole) {
      return new Scalar.Real(whole.value().doubleValue());
    }
    throw BuiltinException.failed(
        "yaml: cannot decode " + scalar.tag() + " `" + text + "` as a " + tag);
  }

  private static String decoded(String text) throws BuiltinException {
    try {
      return Bytes.text(Base64.getDecoder().decode(text.replace("\n", "")));
    } catch (IllegalArgumentException e) {
      throw BuiltinException.failed("yaml: !!binary value contains invalid base64 data");
    }
  }
}
