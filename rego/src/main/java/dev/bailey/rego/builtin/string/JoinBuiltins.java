package dev.bailey.rego.builtin.string;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Strings joined from parts. */
public final class JoinBuiltins {
  private JoinBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.general(
            "concat",
            "(delimiter: string, collection: any<array[string], set[string]>) -> string",
            JoinBuiltins::concat),
        Builtin.general(
            "sprintf", "(format: string, values: array[any]) -> string", JoinBuiltins::sprintf),
        Builtin.unary(
            "internal.template_string", "(array[any]) -> string", JoinBuiltins::template));
  }

  private static Value concat(CallContext context, Value[] arguments) throws BuiltinException {
    String delimiter = Operands.string(arguments[0], 1);
    Value parts = arguments[1];
    if (!(parts instanceof RegoArray || parts instanceof RegoSet)) {
      throw Operands.wrong(parts, 2, "set", "array");
    }
    int n = parts.size();
    long length = (long) delimiter.length() * Math.max(0, n - 1);
    for (int i = 0; i < n; i++) {
      length += text(parts, i).length();
    }
    if (n == 1) {
      return RegoString.of(text(parts, 0));
    }
    context.write(length);
    StringBuilder out = new StringBuilder((int) Math.min(length, Integer.MAX_VALUE - 8));
    for (int i = 0; i < n; i++) {
      if (i > 0) {
        out.append(delimiter);
      }
      out.append(text(parts, i));
    }
    return RegoString.of(out.toString());
  }

  private static String text(Value parts, int index) throws BuiltinException {
    Value part = parts instanceof RegoArray a ? a.at(index) : ((RegoSet) parts).at(index);
    if (part instanceof RegoString s) {
      return s.text();
    }
    throw Operands.element(2, parts.kind(), "strings", part);
  }

  private static Value sprintf(CallContext context, Value[] arguments) throws BuiltinException {
    String format = Operands.string(arguments[0], 1);
    RegoArray values = Operands.array(arguments[1], 2);
    return RegoString.of(new Printer(context, format, values).print());
  }

  /** The parts of a template: texts, and what the expressions between them gave, as sets. */
  private static Value template(Value a) throws BuiltinException {
    StringBuilder out = new StringBuilder();
    for (Value part : Operands.array(a, 1)) {
      switch (part) {
        case RegoSet s when s.size() == 0 -> out.append("<undefined>");
        case RegoSet s when s.size() == 1 -> append(s.at(0), out);
        case RegoSet s ->
            throw BuiltinException.failed("template-strings must not produce multiple outputs");
        default -> append(part, out);
      }
    }
    return RegoString.of(out.toString());
  }

  private static void append(Value value, StringBuilder out) {
    out.append(value instanceof RegoString s ? s.text() : value.toString());
  }
}
