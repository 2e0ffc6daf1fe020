package dev.bailey.rego.extra.jwt;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.Builtin.Effect;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** {@code io.jwt.*}. */
public final class JwtBuiltins {
  /** A token inside a token inside a token: further ones are refused. */
  private static final int DEEPEST = 32;

  private static final RegoString NESTED = RegoString.of("JWT");

  private JwtBuiltins() {}

  public static List<Builtin> all() {
    List<Builtin> all = new ArrayList<>();
    for (Algorithm algorithm : Algorithm.values()) {
      all.add(verifier(algorithm));
    }
    all.add(
        Builtin.unary(
            "io.jwt.decode",
            "(jwt: string) -> array<object[any: any], object[any: any], string>",
            JwtBuiltins::decode));
    all.add(
        Builtin.general(
                "io.jwt.decode_verify",
                "(jwt: string, constraints: object[string: any])"
                    + " -> array<boolean, object[any: any], object[any: any]>",
                JwtBuiltins::decodeVerify)
            .depending(Effect.CLOCK));
    all.add(
        Builtin.ternary(
                "io.jwt.encode_sign_raw",
                "(headers: string, payload: string, key: string) -> string",
                JwtBuiltins::encodeSignRaw)
            .depending(Effect.RANDOM));
    all.add(
        Builtin.ternary(
                "io.jwt.encode_sign",
                "(headers: object[string: any], payload: object[string: any],"
                    + " key: object[string: any]) -> string",
                (h, p, k) ->
                    RegoString.of(
                        Signing.sign(
                            Json.writeEscaped(h), Json.writeEscaped(p), Json.writeEscaped(k))))
            .depending(Effect.RANDOM));
    return all;
  }

  private static Builtin verifier(Algorithm algorithm) {
    String name = "io.jwt.verify_" + algorithm.name().toLowerCase(Locale.ROOT);
    if (algorithm.family() == Algorithm.Family.SECRET) {
      return Builtin.binary(
          name,
          "(jwt: string, secret: string) -> boolean",
          (jwt, secret) -> {
            String text = Operands.string(jwt, 1);
            byte[] key = Bytes.of(Operands.string(secret, 2));
            Token token = Token.split(text);
            return RegoBoolean.of(
                algorithm.verifiesSecret(key, token.signedBytes(), token.signature()));
          });
    }
    return Builtin.binary(
        name,
        "(jwt: string, certificate: string) -> boolean",
        (jwt, certificate) -> {
          Token token = Token.split(Operands.string(jwt, 1));
          VerificationKeys keys = VerificationKeys.of(Operands.string(certificate, 2));
          token.header();
          return RegoBoolean.of(keys.verify(algorithm, token));
        });
  }

  private static Value decode(Value jwt) throws BuiltinException {
    String text = Operands.string(jwt, 1);
    for (int depth = 0; depth < DEEPEST; depth++) {
      Token token = Token.split(text);
      RegoObject header = token.header();
      String payload = token.payloadText();
      if (!isNested(header)) {
        RegoObject claims = Token.object(payload);
        return RegoArray.of(header, claims, signature(token));
      }
      text = payload;
    }
    throw BuiltinException.failed("too many nested JWTs");
  }

  private static boolean isNested(RegoObject header) {
    return header.get("cty") instanceof RegoString s && s.equals(NESTED);
  }

  private static RegoString signature(Token token) throws BuiltinException {
    try {
      return RegoString.of(HexFormat.of().formatHex(token.signature()));
    } catch (BuiltinException e) {
      throw BuiltinException.failed("JWT signature had invalid encoding: " + e.getMessage());
    }
  }

  private static Value decodeVerify(CallContext context, Value[] operands) throws BuiltinException {
    RegoObject wanted = Operands.object(operands[1], 2);
    Constraints constraints = Constraints.read(wanted, context.nowNanos());
    String text = Operands.string(operands[0], 1);
    for (int depth = 0; depth < DEEPEST; depth++) {
      Token token = Token.split(text);
      RegoObject header = token.header();
      if (!constraints.accepts(token, header)) {
        break;
      }
      String payload = token.payloadText();
      if (!isNested(header)) {
        RegoObject claims = Token.object(payload);
        if (!constraints.accepts(claims)) {
          break;
        }
        return RegoArray.of(RegoBoolean.TRUE, header, claims);
      }
      text = payload;
    }
    return RegoArray.of(RegoBoolean.FALSE, RegoObject.EMPTY, RegoObject.EMPTY);
  }

  private static Value encodeSignRaw(Value headers, Value payload, Value key)
      throws BuiltinException {
    String header = Operands.string(headers, 1);
    String claims = Operands.string(payload, 2);
    return RegoString.of(Signing.sign(header, claims, Operands.string(key, 3)));
  }
}
