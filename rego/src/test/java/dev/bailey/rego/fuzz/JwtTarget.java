package dev.bailey.rego.fuzz;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Changes signed tokens: none with another header or other claims may be taken for signed. */
final class JwtTarget implements Target {
  private static final Value SECRET = RegoString.of("secret");
  private static final List<String> TOKENS = List.of(token("{\"alg\":\"HS256\"}"));

  private static final Mutation CHANGED =
      new Mutation(
          TOKENS,
          List.of(
              ".",
              "=",
              "-",
              "_",
              "A",
              "e30",
              part("{\"alg\":\"none\"}"),
              part("{\"alg\":\"HS256\",\"alg\":\"none\"}"),
              part("{\"alg\":\"HS256\",\"crit\":[\"x\"]}"),
              part("{\"cty\":\"JWT\",\"alg\":\"HS256\"}"),
              part("{\"alg\":\"HS256\",\"enc\":\"A128GCM\"}"),
              part("{\"aud\":[\"a\",1],\"nbf\":1e400,\"exp\":-1,\"iss\":{}}"),
              "é",
              "\0"));

  private final Builtin decode = Calls.find("io.jwt.decode");
  private final List<Builtin> verifiers =
      List.of(
          Calls.find("io.jwt.verify_hs256"),
          Calls.find("io.jwt.verify_hs512"),
          Calls.find("io.jwt.verify_rs256"),
          Calls.find("io.jwt.verify_es256"),
          Calls.find("io.jwt.verify_eddsa"));
  private final Builtin verified = Calls.find("io.jwt.decode_verify");

  @Override
  public void run(RandomGenerator random) {
    String text = CHANGED.text(random);
    Value token = RegoString.of(text);
    RegoObject.Builder wanted = RegoObject.builder().put("secret", SECRET);
    if (random.nextBoolean()) {
      wanted.put("alg", RegoString.of("HS256"));
    }
    if (random.nextBoolean()) {
      wanted.put("time", RegoNumber.of(random.nextInt()));
    }
    Calls.call(decode, token);
    boolean passed = false;
    for (Builtin verifier : verifiers) {
      passed |= Calls.call(verifier, token, SECRET).equals(Optional.of(RegoBoolean.TRUE));
    }
    passed |=
        Calls.call(verified, token, wanted.build())
            .map(answer -> ((RegoArray) answer).at(0).equals(RegoBoolean.TRUE))
            .orElse(false);
    String signed = TOKENS.getFirst();
    if (passed && !text.startsWith(signed.substring(0, signed.lastIndexOf('.') + 1))) {
      throw new AssertionError("taken for signed: " + text);
    }
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String token(String header) {
    RegoObject key =
        RegoObject.builder()
            .put("kty", RegoString.of("oct"))
            .put("k", RegoString.of(part("secret")))
            .build();
    return Calls.call(
            Calls.find("io.jwt.encode_sign_raw"),
            RegoString.of(header),
            RegoString.of("{\"iss\":\"a\"}"),
            RegoString.of(key.toJson()))
        .map(value -> ((RegoString) value).text())
        .orElseThrow();
  }
}
