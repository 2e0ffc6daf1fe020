package dev.bailey.rego.extra.yaml;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.extra.text.GoFloat;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Writes values as block style YAML. Used once. */
final class YamlWriter {
  private static final int STEP = 2;
  private static final int MAX_DEPTH = 10_000;

  /** Longer keys are set apart with a question mark. */
  private static final int MAX_KEY = 128;

  private final CallContext context;
  private final YamlPage page = new YamlPage();
  private int depth;

  YamlWriter(CallContext context) {
    this.context = context;
  }

  String write(Value value) throws BuiltinException {
    node(value, -STEP, false);
    page.indent(0);
    return page.text();
  }

  /**
   * Writes a value.
   *
   * @param indent of the collection that holds it
   * @param inMapping whether it stands behind a key on the same line
   */
  private void node(Value value, int indent, boolean inMapping) throws BuiltinException {
    context.spend(1);
    switch (value) {
      case RegoArray a -> sequence(a, a.size(), indent, inMapping);
      case RegoSet s -> sequence(s, s.size(), indent, inMapping);
      case RegoObject o -> mapping(o, indent);
      case RegoString s -> text(s.text(), indent, false);
      case RegoNumber n -> page.plain(number(n.text()), scalarIndent(indent), true);
      default -> page.plain(value.toString(), scalarIndent(indent), true);
    }
  }

  private static int scalarIndent(int indent) {
    return Math.max(0, indent) + STEP;
  }

  /** Numbers are read like those of a text: what does not fit is rounded, or stays as it is. */
  private static String number(String text) {
    return switch (Scalar.of(text)) {
      case Scalar.Whole w -> w.value().toString();
      case Scalar.Real r -> GoFloat.text(r.value());
      default -> text;
    };
  }

  private void deeper() throws BuiltinException {
    if (++depth > MAX_DEPTH) {
      throw BuiltinException.failed("yaml: exceeded max depth of " + MAX_DEPTH);
    }
  }

  private void sequence(Iterable<Value> items, int size, int indent, boolean inMapping)
      throws BuiltinException {
    if (size == 0) {
      page.indicator("[]");
      return;
    }
    deeper();
    int own = inMapping && !page.isIndented() ? indent : indent + STEP;
    for (Value item : items) {
      page.indent(own);
      page.blockIndicator("-");
      node(item, own, false);
    }
    depth--;
  }

  private void mapping(RegoObject object, int indent) throws BuiltinException {
    if (object.size() == 0) {
      page.indicator("{}");
      return;
    }
    deeper();
    int own = indent + STEP;
    Map<String, Value> sorted = new TreeMap<>(KeyOrder.ORDER);
    for (int i = 0; i < object.size(); i++) {
      Value key = object.keyAt(i);
      sorted.put(key instanceof RegoString s ? s.text() : key.toJson(), object.valueAt(i));
    }
    for (Map.Entry<String, Value> entry : sorted.entrySet()) {
      String key = entry.getKey();
      page.indent(own);
      if (isSimple(key)) {
        text(key, own, true);
        page.colon();
      } else {
        page.blockIndicator("?");
        text(key, own, false);
        page.indent(own);
        page.blockIndicator(":");
      }
      node(entry.getValue(), own, true);
    }
    depth--;
  }

  private static boolean isSimple(String key) {
    return key.length() <= MAX_KEY
        && key.getBytes(StandardCharsets.UTF_8).length <= MAX_KEY
        && key.chars().noneMatch(c -> Analysis.isBreak((char) c));
  }

  private void text(String raw, int indent, boolean key) throws BuiltinException {
    context.spend(raw.length());
    String text = readable(raw);
    int own = scalarIndent(indent);
    switch (Analysis.style(text, key)) {
      case PLAIN -> page.plain(text, own, !key);
      case SINGLE -> page.single(text, own, !key);
      case DOUBLE -> page.quoted(text, own, !key);
      case LITERAL -> page.literal(text, own);
    }
  }

  /** Bytes that are no text are shown as such; some signs are refused. */
  private static String readable(String text) throws BuiltinException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean refused = c == 0x7F || (c >= 0x80 && c <= 0x9F && c != 0x85) || c > 0xFFFD;
      if (refused) {
        throw BuiltinException.failed("yaml: control characters are not allowed");
      }
      if (Character.isSurrogate(c)) {
        return new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
      }
    }
    return text.replace('\u0085', ' ');
  }
}
