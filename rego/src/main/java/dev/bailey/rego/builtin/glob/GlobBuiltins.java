package dev.bailey.rego.builtin.glob;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Memo;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.Kind;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;

/** {@code glob.*}. */
public final class GlobBuiltins {
  private static final Memo<Key, Glob> RECENT =
      new Memo<>(256, key -> GlobParser.parse(key.pattern, key.delimiters));

  /** Longer patterns are read anew each time, so that what is remembered stays small. */
  private static final int LONGEST_REMEMBERED = 4096;

  private record Key(String pattern, String delimiters) {}

  private GlobBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.general(
            "glob.match",
            "(pattern: string, delimiters: any<null, array[string]>, match: string) -> boolean",
            GlobBuiltins::match),
        Builtin.unary("glob.quote_meta", "(pattern: string) -> string", GlobBuiltins::quoteMeta));
  }

  private static Value match(CallContext context, Value[] operands) throws BuiltinException {
    String pattern = Operands.string(operands[0], 1);
    String delimiters = delimiters(operands[1]);
    String text = Operands.string(operands[2], 3);
    Glob glob =
        pattern.length() <= LONGEST_REMEMBERED
            ? RECENT.get(new Key(pattern, delimiters))
            : GlobParser.parse(pattern, delimiters);
    return RegoBoolean.of(glob.matches(text, context));
  }

  /** All delimiters in one text. */
  private static String delimiters(Value operand) throws BuiltinException {
    if (operand instanceof RegoNull) {
      return "";
    }
    if (!(operand instanceof RegoArray array)) {
      throw Operands.wrong(operand, 2, "array", "null");
    }
    if (array.size() == 0) {
      return ".";
    }
    if (array.size() == 1 && array.at(0) instanceof RegoString only && only.text().length() == 1) {
      return only.text();
    }
    StringBuilder all = new StringBuilder();
    for (Value member : array) {
      if (!(member instanceof RegoString s)) {
        throw Operands.element(2, Kind.ARRAY, "strings", member);
      }
      String delimiter = s.text();
      if (delimiter.codePointCount(0, delimiter.length()) != 1) {
        throw Operands.element(2, Kind.ARRAY, "runes", member);
      }
      all.append(delimiter);
    }
    return all.toString();
  }

  private static Value quoteMeta(Value pattern) throws BuiltinException {
    String text = Operands.string(pattern, 1);
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("*?\\[]{}".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return RegoString.of(out.toString());
  }
}
