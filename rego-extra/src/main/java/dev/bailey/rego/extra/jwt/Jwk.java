package dev.bailey.rego.extra.jwt;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.security.Key;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A key in JSON (RFC 7517).
 *
 * @param kid its name, or empty
 * @param alg the algorithm it is meant for, or empty
 * @param key public or private, or the bytes of a secret
 */
record Jwk(String kid, String alg, Key key) {
  private static final String KEY = "jwk.ParseKey: ";

  /** A key, or the keys of a set. */
  static List<Jwk> parse(String text) throws BuiltinException {
    Value value =
        switch (Json.read(text)) {
          case Json.Read.Ok ok -> ok.value();
          case Json.Read.Malformed failed ->
              throw sole("failed to unmarshal data: " + failed.message());
        };
    if (!(value instanceof RegoObject object)) {
      throw sole("failed to unmarshal data: json: cannot unmarshal " + value.kind().text());
    }
    if (!(object.get("keys") instanceof RegoArray keys)) {
      try {
        return List.of(of(object));
      } catch (BuiltinException e) {
        throw BuiltinException.failed("jwk.Parse: failed to parse sole key: " + e.getMessage());
      }
    }
    List<Jwk> all = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      try {
        all.add(of(keys.at(i) instanceof RegoObject o ? o : RegoObject.EMPTY));
      } catch (BuiltinException e) {
        throw BuiltinException.failed(
            "jwk.Parse: failed to unmarshal JWK set: failed to decode key #%d in \"keys\": %s"
                .formatted(i, e.getMessage()));
      }
    }
    return all;
  }

  private static BuiltinException sole(String what) {
    return BuiltinException.failed(
        "jwk.Parse: failed to parse sole key: "
            + KEY
            + "jwk.Parse: failed to probe data: probe: "
            + what);
  }

  private static Jwk of(RegoObject object) throws BuiltinException {
    try {
      return new Jwk(text(object, "kid"), text(object, "alg"), new JwkReader(object).key());
    } catch (BuiltinException e) {
      throw BuiltinException.failed(KEY + e.getMessage());
    }
  }

  private static String text(RegoObject object, String key) {
    return object.get(key) instanceof RegoString s ? s.text() : "";
  }

  /** The key, if it can verify. */
  Optional<PublicKey> publicKey() {
    return key instanceof PublicKey p ? Optional.of(p) : Optional.empty();
  }
}
