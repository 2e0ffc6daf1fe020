package dev.bailey.rego.extra.yaml;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;

/** YAML text as values and back. */
public final class YamlBuiltins {
  private YamlBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.general("yaml.marshal", "(x: any) -> string", YamlBuiltins::marshal),
        Builtin.general("yaml.unmarshal", "(x: string) -> any", YamlBuiltins::unmarshal),
        Builtin.general("yaml.is_valid", "(x: string) -> boolean", YamlBuiltins::isValid));
  }

  private static Value marshal(CallContext context, Value[] operands) throws BuiltinException {
    return RegoString.of(new YamlWriter(context).write(operands[0]));
  }

  private static Value unmarshal(CallContext context, Value[] operands) throws BuiltinException {
    String text = Operands.string(operands[0], 1);
    context.spend(text.length());
    return new YamlReader().read(text);
  }

  private static Value isValid(CallContext context, Value[] operands) {
    if (!(operands[0] instanceof RegoString text)) {
      return RegoBoolean.FALSE;
    }
    context.spend(text.text().length());
    try {
      new YamlReader().read(text.text());
      return RegoBoolean.TRUE;
    } catch (BuiltinException e) {
      return RegoBoolean.FALSE;
    }
  }
}
