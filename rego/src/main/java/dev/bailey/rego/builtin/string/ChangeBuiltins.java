package dev.bailey.rego.builtin.string;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Strings made from other strings. */
public final class ChangeBuiltins {
  private ChangeBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.unary("lower", "(x: string) -> string", ChangeBuiltins::lower),
        Builtin.unary("upper", "(x: string) -> string", ChangeBuiltins::upper),
        Builtin.unary("strings.reverse", "(x: string) -> string", ChangeBuiltins::reverse),
        Builtin.general(
            "replace", "(x: string, old: string, new: string) -> string", ChangeBuiltins::replace),
        Builtin.general(
            "strings.replace_n",
            "(patterns: object[string: string], value: string) -> string",
            ChangeBuiltins::replaceAll));
  }

  private static Value lower(Value a) throws BuiltinException {
    String text = Operands.string(a, 1);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return RegoString.of(map(text, true));
      }
    }
    String lower = text.toLowerCase(java.util.Locale.ROOT);
    return lower.equals(text) ? a : RegoString.of(lower);
  }

  private static Value upper(Value a) throws BuiltinException {
    String text = Operands.string(a, 1);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return RegoString.of(map(text, false));
      }
    }
    String upper = text.toUpperCase(java.util.Locale.ROOT);
    return upper.equals(text) ? a : RegoString.of(upper);
  }

  /** Maps each code point on its own, to one other. */
  private static String map(String text, boolean lower) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> out.appendCodePoint(lower ? Character.toLowerCase(c) : Character.toUpperCase(c)));
    return out.toString();
  }

  private static Value reverse(Value a) throws BuiltinException {
    return RegoString.of(new StringBuilder(Operands.string(a, 1)).reverse().toString());
  }

  private static Value replace(CallContext context, Value[] arguments) throws BuiltinException {
    String text = Operands.string(arguments[0], 1);
    String old = Operands.string(arguments[1], 2);
    String by = Operands.string(arguments[2], 3);
    if (old.isEmpty()) {
      return RegoString.of(between(context, text, by));
    }
    int at = text.indexOf(old);
    if (at < 0) {
      return arguments[0];
    }
    StringBuilder out = new StringBuilder(text.length() + by.length());
    int from = 0;
    for (; at >= 0; at = text.indexOf(old, from)) {
      context.write(at - from + by.length());
      out.append(text, from, at).append(by);
      from = at + old.length();
    }
    return RegoString.of(out.append(text, from, text.length()).toString());
  }

  /**
   * Puts a text before each byte and after the last: characters outside ASCII fall apart, unless
   * the text is empty.
   */
  private static String between(CallContext context, String text, String by) {
    byte[] bytes = Bytes.of(text);
    context.write((bytes.length + 1L) * (by.length() + 1L));
    byte[] inserted = Bytes.of(by);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(inserted);
    for (byte b : bytes) {
      out.write(b);
      out.writeBytes(inserted);
    }
    return Bytes.text(out.toByteArray());
  }

  private static Value replaceAll(CallContext context, Value[] arguments) throws BuiltinException {
    RegoObject patterns = Operands.object(arguments[0], 1);
    String text = Operands.string(arguments[1], 2);
    String[] olds = new String[patterns.size()];
    String[] news = new String[patterns.size()];
    for (int i = 0; i < olds.length; i++) {
      olds[i] = pattern(patterns.keyAt(i), "key");
      news[i] = pattern(patterns.valueAt(i), "value");
    }
    return RegoString.of(new Replacer(context, olds, news).apply(text));
  }

  private static String pattern(Value value, String what) throws BuiltinException {
    if (value instanceof RegoString s) {
      return s.text();
    }
    throw BuiltinException.type("operand 1 non-string " + what + " found in pattern object");
  }
}
