package dev.bailey.rego.extra.jwt;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import dev.bailey.rego.extra.jwt.Algorithm.Family;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/** Makes signed tokens. */
final class Signing {
  private Signing() {}

  /** All three operands are JSON texts; the key is one of RFC 7517. */
  static String sign(String header, String payload, String key) throws BuiltinException {
    RegoObject fields = header(header);
    Algorithm algorithm = algorithm(fields);
    List<Jwk> keys = Jwk.parse(key);
    if (keys.isEmpty()) {
      throw BuiltinException.failed("no keys found in JWK set");
    }
    boolean isToken = !(fields.get("typ") instanceof RegoString typ) || typ.text().equals("JWT");
    if (isToken && !(Json.read(payload) instanceof Json.Read.Ok)) {
      throw BuiltinException.failed("type is JWT but payload is not JSON");
    }
    Key signer = fitting(algorithm, keys.getFirst().key());
    String message = encoded(Bytes.of(header)) + "." + encoded(Bytes.of(payload));
    try {
      byte[] signature = algorithm.sign(signer, message.getBytes(StandardCharsets.US_ASCII));
      return message + "." + encoded(signature);
    } catch (GeneralSecurityException e) {
      throw BuiltinException.failed("jwsbb.Sign: " + e.getMessage());
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static RegoObject header(String text) throws BuiltinException {
    Value value =
        switch (Json.read(text)) {
          case Json.Read.Ok ok -> ok.value();
          case Json.Read.Malformed failed when !text.isEmpty() && text.charAt(0) == '{' ->
              throw missing("cannot parse JSON: " + failed.message());
          case Json.Read.Malformed failed -> RegoObject.EMPTY;
        };
    return value instanceof RegoObject o ? o : RegoObject.EMPTY;
  }

  private static Algorithm algorithm(RegoObject header) throws BuiltinException {
    Value alg = header.get("alg");
    if (alg == null) {
      throw missing("jwsbb: header \"alg\" not found");
    }
    if (!(alg instanceof RegoString name)) {
      throw missing("value doesn't contain string; it contains " + alg.kind().text());
    }
    Optional<Algorithm> algorithm = Algorithm.named(name.text());
    if (algorithm.isEmpty()) {
      throw BuiltinException.failed("unknown JWS algorithm: " + name.text());
    }
    return algorithm.get();
  }

  private static BuiltinException missing(String what) {
    return BuiltinException.failed("missing or invalid 'alg' header: " + what);
  }

  private static Key fitting(Algorithm algorithm, Key key) throws BuiltinException {
    Family family = algorithm.family();
    boolean fits =
        switch (family) {
          case SECRET -> key instanceof SecretKey;
          case RSA, PSS -> key instanceof PrivateKey && key instanceof RSAKey;
          case CURVE -> key instanceof PrivateKey && key instanceof ECKey;
          case EDWARDS -> key instanceof PrivateKey && key instanceof EdECKey;
        };
    if (!fits) {
      String wanted =
          switch (family) {
            case SECRET -> "[]byte";
            case RSA, PSS -> "*rsa.PrivateKey";
            case CURVE -> "*ecdsa.PrivateKey";
            case EDWARDS -> "ed25519.PrivateKey";
          };
      throw BuiltinException.failed(
          "jwsbb.Sign: invalid key type %s. %s is required".formatted(goName(key), wanted));
    }
    return key;
  }

  private static String goName(Key key) {
    String kind = key instanceof RSAKey ? "rsa" : key instanceof ECKey ? "ecdsa" : "okp";
    return key instanceof SecretKey
        ? "*jwk.symmetricKey"
        : "*jwk." + kind + (key instanceof PrivateKey ? "PrivateKey" : "PublicKey");
  }
}
