package dev.bailey.rego.builtin.template;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Templates. */
public final class TemplateBuiltins {
  private TemplateBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.general(
            "strings.render_template",
            "(value: string, vars: object[string: any]) -> string",
            TemplateBuiltins::render));
  }

  private static Value render(CallContext context, Value[] operands) throws BuiltinException {
    String text = Operands.string(operands[0], 1);
    RegoObject values = Operands.object(operands[1], 2);
    context.spend(text.length());
    if (!values.isJson()) {
      throw BuiltinException.failed("invalid character looking for beginning of object key string");
    }
    return RegoString.of(Rendering.render(Template.read(text), values, context));
  }
}
