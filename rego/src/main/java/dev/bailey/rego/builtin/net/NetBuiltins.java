package dev.bailey.rego.builtin.net;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.Builtin.Effect;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;

/** The builtins that use the network; {@link CallContext#net} carries them out, or refuses. */
public final class NetBuiltins {
  private NetBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.general(
                "http.send",
                "(request: object[string: any]) -> object[any: any]",
                NetBuiltins::send)
            .depending(Effect.NET),
        Builtin.general("net.lookup_ip_addr", "(name: string) -> set[string]", NetBuiltins::lookup)
            .depending(Effect.NET));
  }

  private static Value send(CallContext context, Value[] operands) throws BuiltinException {
    return context.net().send(Operands.object(operands[0], 1), context);
  }

  /** An address stands for itself, without a question to anyone. */
  private static Value lookup(CallContext context, Value[] operands) throws BuiltinException {
    String name = Operands.string(operands[0], 1);
    List<String> addresses =
        Address.parse(name).isPresent()
            ? List.of(Address.parse(name).get().toString())
            : context.net().addresses(name);
    RegoSet.Builder all = RegoSet.builder();
    addresses.forEach(a -> all.add(RegoString.of(a)));
    return all.build();
  }
}
