package dev.bailey.rego.builtin.net;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.Builtin.Effect;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Set;

/** The builtins that use the network; {@link CallContext#net} carries them out, or refuses. */
public final class NetBuiltins {
  private static final List<String> REQUIRED = List.of("method", "url");
  private static final Set<String> PARAMETERS =
      Set.of(
          "method",
          "url",
          "body",
          "enable_redirect",
          "force_json_decode",
          "force_yaml_decode",
          "headers",
          "raw_body",
          "tls_use_system_certs",
          "tls_ca_cert",
          "tls_ca_cert_file",
          "tls_ca_cert_env_variable",
          "tls_client_cert",
          "tls_client_cert_file",
          "tls_client_cert_env_variable",
          "tls_client_key",
          "tls_client_key_file",
          "tls_client_key_env_variable",
          "tls_insecure_skip_verify",
          "tls_server_name",
          "timeout",
          "cache",
          "force_cache",
          "force_cache_duration_seconds",
          "raise_error",
          "caching_mode",
          "max_retry_attempts",
          "cache_ignored_headers");

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
    RegoObject request = Operands.object(operands[0], 1);
    RegoSet.Builder unknown = RegoSet.builder();
    RegoSet.Builder missing = RegoSet.builder();
    for (int i = 0; i < request.size(); i++) {
      if (!(request.keyAt(i) instanceof RegoString key) || !PARAMETERS.contains(key.text())) {
        unknown.add(request.keyAt(i));
      }
    }
    for (String key : REQUIRED) {
      if (request.get(key) == null) {
        missing.add(RegoString.of(key));
      }
    }
    refuse("invalid", unknown.build());
    refuse("missing required", missing.build());
    return context.net().send(request, context);
  }

  private static void refuse(String why, RegoSet parameters) throws BuiltinException {
    if (parameters.size() > 0) {
      throw BuiltinException.type("operand 1 " + why + " request parameters(s): " + parameters);
    }
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
