package dev.bailey.rego.extra.jwt;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a policy demands of a token. */
final class Constraints {
  private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);

  private Optional<VerificationKeys> keys = Optional.empty();
  private Optional<byte[]> secret = Optional.empty();
  private String alg = "";
  private Optional<String> issuer = Optional.empty();
  private Optional<String> audience = Optional.empty();
  private BigDecimal nanos;

  private Constraints(long now) {
    this.nanos = BigDecimal.valueOf(now);
  }

  static Constraints read(RegoObject wanted, long now) throws BuiltinException {
    Constraints all = new Constraints(now);
    for (int i = 0; i < wanted.size(); i++) {
      String name = wanted.keyAt(i) instanceof RegoString s ? s.text() : wanted.keyAt(i).toString();
      all.add(name, wanted.valueAt(i));
    }
    if (all.keys.isEmpty() && all.secret.isEmpty()) {
      throw BuiltinException.failed("no key constraint");
    }
    if (all.keys.isPresent() && all.secret.isPresent()) {
      throw BuiltinException.failed("duplicate key constraints");
    }
    return all;
  }

  private void add(String name, Value value) throws BuiltinException {
    switch (name) {
      case "cert" -> keys = Optional.of(VerificationKeys.of(text(name, value)));
      case "secret" -> secret = Optional.of(Bytes.of(text(name, value)));
      case "alg" -> alg = text(name, value);
      case "iss" -> issuer = Optional.of(text(name, value));
      case "aud" -> audience = Optional.of(text(name, value));
      case "time" -> {
        if (!(value instanceof RegoNumber n)) {
          throw BuiltinException.failed("token time constraint: must be a number");
        }
        if (n.signum() < 0) {
          throw BuiltinException.failed("token time constraint: must not be negative");
        }
        nanos = new BigDecimal(n.text());
      }
      default -> throw BuiltinException.failed("unknown token validation constraint: " + name);
    }
  }

  private static String text(String name, Value value) throws BuiltinException {
    if (value instanceof RegoString s) {
      return s.text();
    }
    throw BuiltinException.failed(name + " constraint: must be a string");
  }

  /** Whether the header allows verification and the signature is right. */
  boolean accepts(Token token, RegoObject header) throws BuiltinException {
    Value named = header.get("alg");
    if (named != null && !(named instanceof RegoString)) {
      throw BuiltinException.failed("alg: must be a string");
    }
    String name = named instanceof RegoString s ? s.text() : "";
    Optional<Algorithm> algorithm = Algorithm.named(name);
    if (header.get("crit") != null || algorithm.isEmpty()) {
      return false;
    }
    if (!alg.isEmpty() && !alg.equals(name)) {
      return false;
    }
    if (algorithm.get().family() == Algorithm.Family.SECRET) {
      byte[] signature = token.signature();
      return secret.isPresent()
          && algorithm.get().verifiesSecret(secret.get(), token.signedBytes(), signature);
    }
    return keys.isPresent() && keys.get().verify(algorithm.get(), token);
  }

  /** Whether the claims are of the right issuer, for the right audience, and valid now. */
  boolean accepts(RegoObject claims) throws BuiltinException {
    Value iss = claims.get("iss");
    if (issuer.isPresent() && !(iss instanceof RegoString s && s.text().equals(issuer.get()))) {
      return false;
    }
    Value aud = claims.get("aud");
    if (audience.isEmpty() ? aud != null : !isFor(audience.get(), aud)) {
      return false;
    }
    Optional<BigDecimal> expiry = time(claims, "exp");
    if (expiry.isPresent() && nanos.compareTo(expiry.get()) >= 0) {
      return false;
    }
    Optional<BigDecimal> start = time(claims, "nbf");
    return start.isEmpty() || nanos.compareTo(start.get()) >= 0;
  }

  private static boolean isFor(String wanted, @Nullable Value aud) {
    RegoString name = RegoString.of(wanted);
    if (aud instanceof RegoArray all) {
      for (Value member : all) {
        if (member.equals(name)) {
          return true;
        }
      }
    }
    return aud instanceof RegoString s && s.equals(name);
  }

  private static Optional<BigDecimal> time(RegoObject claims, String name) throws BuiltinException {
    Value value = claims.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof RegoNumber n)) {
      throw BuiltinException.failed(name + " value must be a number");
    }
    return Optional.of(new BigDecimal(n.text()).multiply(BILLION));
  }
}
