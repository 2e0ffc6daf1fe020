package dev.bailey.rego.builtin.crypto;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code providers.aws.sign_req}. */
public final class AwsBuiltins {
  private static final Set<String> REQUIRED = Set.of("method", "url");

  /** The parameters of {@code http.send}. */
  private static final Set<String> ALLOWED =
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

  private static final Set<String> CONFIG =
      Set.of("aws_access_key", "aws_secret_access_key", "aws_service", "aws_region");

  private AwsBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.ternary(
            "providers.aws.sign_req",
            "(request: object[string: any], aws_config: object[string: any], time_ns: number)"
                + " -> object[any: any]",
            AwsBuiltins::sign));
  }

  private static Value sign(Value request, Value config, Value time) throws BuiltinException {
    RegoObject req = Operands.object(request, 1);
    RegoObject aws = Operands.object(config, 1);
    Set<String> names = new TreeSet<>();
    req.forEach((key, value) -> names.add(key instanceof RegoString s ? s.text() : ""));
    names.removeAll(ALLOWED);
    if (!names.isEmpty()) {
      throw BuiltinException.type("operand 1 invalid request parameters(s): " + shown(names));
    }
    required(aws, CONFIG, "operand 2", "AWS config");
    required(req, REQUIRED, "operand 1", "request");
    Value disable = aws.get("disable_payload_signing");
    if (disable != null && !(disable instanceof RegoBoolean)) {
      throw BuiltinException.type(
          "operand 2 invalid value for 'disable_payload_signing' in AWS config");
    }
    return AwsSigner.sign(req, aws, instant(time));
  }

  private static void required(RegoObject object, Set<String> keys, String operand, String what)
      throws BuiltinException {
    Set<String> missing = new TreeSet<>();
    Set<String> invalid = new TreeSet<>();
    for (String key : keys) {
      Value value = object.get(key);
      if (value == null) {
        missing.add(key);
      } else if (!(value instanceof RegoString)) {
        invalid.add(key);
      }
    }
    if (!missing.isEmpty()) {
      throw BuiltinException.type(
          operand + " missing required " + what + " parameters(s): " + shown(missing));
    }
    if (!invalid.isEmpty()) {
      throw BuiltinException.type(
          operand + " invalid values for required " + what + " parameters(s): " + shown(invalid));
    }
  }

  private static String shown(Set<String> names) {
    return RegoSet.of(names.stream().map(RegoString::of).toList()).toString();
  }

  private static Instant instant(Value time) throws BuiltinException {
    var nanos = Operands.number(time, 1);
    if (!nanos.isLong()) {
      throw BuiltinException.type(
          "operand 3 could not convert time_ns value into a unix timestamp");
    }
    return Instant.ofEpochSecond(Math.floorDiv(nanos.longValue(), 1_000_000_000L));
  }
}
