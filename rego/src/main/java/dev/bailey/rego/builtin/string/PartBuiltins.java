package dev.bailey.rego.builtin.string;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Parts of strings; lengths and offsets are in code points. */
public final class PartBuiltins {
  private PartBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.ternary(
            "substring",
            "(value: string, offset: number, length: number) -> string",
            PartBuiltins::substring),
        Builtin.binary(
            "split", "(x: string, delimiter: string) -> array[string]", PartBuiltins::split),
        Builtin.ternary(
            "strings.split_n",
            "(x: string, delimiter: string, n: number) -> array[string]",
            PartBuiltins::splitSome),
        Builtin.binary(
            "trim", "(value: string, cutset: string) -> string", (a, b) -> trim(a, b, true, true)),
        Builtin.binary(
            "trim_left",
            "(value: string, cutset: string) -> string",
            (a, b) -> trim(a, b, true, false)),
        Builtin.binary(
            "trim_right",
            "(value: string, cutset: string) -> string",
            (a, b) -> trim(a, b, false, true)),
        Builtin.binary(
            "trim_prefix", "(value: string, prefix: string) -> string", PartBuiltins::trimPrefix),
        Builtin.binary(
            "trim_suffix", "(value: string, suffix: string) -> string", PartBuiltins::trimSuffix),
        Builtin.unary("trim_space", "(value: string) -> string", PartBuiltins::trimSpace));
  }

  private static Value substring(Value a, Value from, Value count) throws BuiltinException {
    String text = Operands.string(a, 1);
    long offset = Operands.integer(from, 2);
    long length = Operands.integer(count, 3);
    if (offset < 0) {
      throw BuiltinException.failed("negative offset");
    }
    int size = text.length();
    if (offset >= size) {
      return RegoString.EMPTY;
    }
    int start = after(text, 0, offset);
    int end = length < 0 ? size : after(text, start, length);
    return start == 0 && end == size ? a : RegoString.of(text.substring(start, end));
  }

  /** The index that lies a number of code points after another, or the end. */
  private static int after(String text, int from, long codePoints) {
    int at = from;
    for (long left = codePoints; left > 0 && at < text.length(); left--) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static Value split(Value a, Value b) throws BuiltinException {
    return split(Operands.string(a, 1), Operands.string(b, 2));
  }

  private static RegoArray split(String text, String delimiter) {
    RegoArray.Builder parts = RegoArray.builder();
    if (delimiter.isEmpty()) {
      for (int at = 0; at < text.length(); ) {
        int next = after(text, at, 1);
        parts.add(RegoString.of(text.substring(at, next)));
        at = next;
      }
      return parts.build();
    }
    int from = 0;
    for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, from)) {
      parts.add(RegoString.of(text.substring(from, at)));
      from = at + delimiter.length();
    }
    return parts.add(RegoString.of(text.substring(from))).build();
  }

  /** The first parts, or with a negative number the last. */
  private static Value splitSome(Value a, Value b, Value n) throws BuiltinException {
    RegoArray parts = split(Operands.string(a, 1), Operands.string(b, 2));
    long wanted = Operands.integer(n, 3);
    int size = parts.size();
    return wanted >= 0
        ? parts.slice(0, (int) Math.min(wanted, size))
        : parts.slice((int) Math.max(size + wanted, 0), size);
  }

  private static Value trim(Value a, Value b, boolean left, boolean right) throws BuiltinException {
    String text = Operands.string(a, 1);
    String cutset = Operands.string(b, 2);
    int from = 0;
    int to = text.length();
    while (left && from < to && cutset.indexOf(text.codePointAt(from)) >= 0) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (right && from < to && cutset.indexOf(text.codePointBefore(to)) >= 0) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return part(a, text, from, to);
  }

  private static Value part(Value whole, String text, int from, int to) {
    return from == 0 && to == text.length() ? whole : RegoString.of(text.substring(from, to));
  }

  private static Value trimPrefix(Value a, Value b) throws BuiltinException {
    String text = Operands.string(a, 1);
    String prefix = Operands.string(b, 2);
    return text.startsWith(prefix) ? part(a, text, prefix.length(), text.length()) : a;
  }

  private static Value trimSuffix(Value a, Value b) throws BuiltinException {
    String text = Operands.string(a, 1);
    String suffix = Operands.string(b, 2);
    return text.endsWith(suffix) ? part(a, text, 0, text.length() - suffix.length()) : a;
  }

  private static Value trimSpace(Value a) throws BuiltinException {
    String text = Operands.string(a, 1);
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (from < to && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return part(a, text, from, to);
  }

  /** Characters with Unicode's property White_Space. */
  private static boolean isSpace(char c) {
    return switch (c) {
      case ' ',
          '\t',
          '\n',
          11,
          '\f',
          '\r',
          0x85,
          0xa0,
          0x1680,
          0x2028,
          0x2029,
          0x202f,
          0x205f,
          0x3000 ->
          true;
      default -> c >= 0x2000 && c <= 0x200a;
    };
  }
}
