package dev.bailey.rego.builtin.string;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.Kind;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;

/** What strings hold, and where; places are counted in code points. */
public final class SearchBuiltins {
  private static final String STRINGS = "any<string, array[string], set[string]>";

  private SearchBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.binary(
            "contains", "(haystack: string, needle: string) -> boolean", SearchBuiltins::contains),
        Builtin.binary(
            "startswith", "(search: string, base: string) -> boolean", SearchBuiltins::startsWith),
        Builtin.binary(
            "endswith", "(search: string, base: string) -> boolean", SearchBuiltins::endsWith),
        Builtin.binary(
            "indexof", "(haystack: string, needle: string) -> number", SearchBuiltins::indexOf),
        Builtin.binary(
            "indexof_n",
            "(haystack: string, needle: string) -> array[number]",
            SearchBuiltins::allIndexesOf),
        Builtin.binary(
            "strings.count",
            "(search: string, substring: string) -> number",
            SearchBuiltins::count),
        Builtin.binary(
            "strings.any_prefix_match",
            "(search: " + STRINGS + ", base: " + STRINGS + ") -> boolean",
            (search, base) -> any(search, base, true)),
        Builtin.binary(
            "strings.any_suffix_match",
            "(search: " + STRINGS + ", base: " + STRINGS + ") -> boolean",
            (search, base) -> any(search, base, false)));
  }

  private static Value contains(Value a, Value b) throws BuiltinException {
    return RegoBoolean.of(Operands.string(a, 1).contains(Operands.string(b, 2)));
  }

  private static Value startsWith(Value a, Value b) throws BuiltinException {
    return RegoBoolean.of(Operands.string(a, 1).startsWith(Operands.string(b, 2)));
  }

  private static Value endsWith(Value a, Value b) throws BuiltinException {
    return RegoBoolean.of(Operands.string(a, 1).endsWith(Operands.string(b, 2)));
  }

  private static String needle(Value operand) throws BuiltinException {
    String needle = Operands.string(operand, 2);
    if (needle.isEmpty()) {
      throw BuiltinException.failed("empty search character");
    }
    return needle;
  }

  private static Value indexOf(Value a, Value b) throws BuiltinException {
    String text = Operands.string(a, 1);
    int at = text.indexOf(needle(b));
    return RegoNumber.of(at < 0 ? -1 : text.codePointCount(0, at));
  }

  /** Overlapping occurrences count, too. */
  private static Value allIndexesOf(Value a, Value b) throws BuiltinException {
    String text = Operands.string(a, 1);
    String needle = needle(b);
    RegoArray.Builder indexes = RegoArray.builder();
    int counted = 0;
    int index = 0;
    for (int at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
      index += text.codePointCount(counted, at);
      counted = at;
      indexes.add(RegoNumber.of(index));
    }
    return indexes.build();
  }

  private static Value count(Value a, Value b) throws BuiltinException {
    String text = Operands.string(a, 1);
    String part = Operands.string(b, 2);
    if (part.isEmpty()) {
      return RegoNumber.of(text.codePointCount(0, text.length()) + 1L);
    }
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return RegoNumber.of(count);
  }

  private static Value any(Value a, Value b, boolean atStart) throws BuiltinException {
    String[] texts = strings(a, 1);
    String[] parts = strings(b, 2);
    for (String text : texts) {
      for (String part : parts) {
        if (atStart ? text.startsWith(part) : text.endsWith(part)) {
          return RegoBoolean.TRUE;
        }
      }
    }
    return RegoBoolean.FALSE;
  }

  private static String[] strings(Value operand, int position) throws BuiltinException {
    return switch (operand) {
      case RegoString s -> new String[] {s.text()};
      case RegoArray a -> Operands.strings(a, a.size(), position, Kind.ARRAY);
      case RegoSet s -> Operands.strings(s, s.size(), position, Kind.SET);
      default -> throw Operands.wrong(operand, position, "string", "set", "array");
    };
  }
}
