package dev.bailey.rego.builtin.string;

import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.value.RegoArray;

/** The formatting of {@code sprintf}, for other builtins. */
public final class Sprintf {
  private Sprintf() {}

  public static String format(CallContext context, String format, RegoArray values) {
    return new Printer(context, format, values).print();
  }
}
