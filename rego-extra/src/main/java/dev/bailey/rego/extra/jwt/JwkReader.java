package dev.bailey.rego.extra.jwt;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.encoding.Base64Text;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Reads the key out of one object of RFC 7518. */
final class JwkReader {
  private final RegoObject object;
  private String goType = "";

  JwkReader(RegoObject object) {
    this.object = object;
  }

  Key key() throws BuiltinException {
    String type = object.get("kty") instanceof RegoString s ? s.text() : "";
    boolean isPrivate = object.get("d") != null;
    try {
      return switch (type) {
        case "RSA" -> isPrivate ? rsaPrivate() : rsaPublic();
        case "EC" -> curve(isPrivate);
        case "OKP" -> edwards(isPrivate);
        case "oct" -> secret();
        default -> throw BuiltinException.failed("invalid key type from JSON (" + type + ")");
      };
    } catch (GeneralSecurityException e) {
      throw BuiltinException.failed("jwk.Parse: key validation failed: " + e.getMessage());
    }
  }

  private byte[] bytes(String field) throws BuiltinException {
    if (!(object.get(field) instanceof RegoString s)) {
      throw unreadable("required field " + field + " is missing");
    }
    try {
      return Base64Text.URL_BARE.decode(s.text().replace("=", ""));
    } catch (BuiltinException e) {
      throw unreadable(
          "failed to decode value for key " + field + ": expected base64 encoded []byte (string)");
    }
  }

  private BuiltinException unreadable(String what) {
    String prefix = "failed to unmarshal JSON into key (*jwk." + goType + "): ";
    return BuiltinException.failed(prefix + prefix + what);
  }

  private BigInteger number(String field) throws BuiltinException {
    return new BigInteger(1, bytes(field));
  }

  private Key rsaPublic() throws BuiltinException, GeneralSecurityException {
    goType = "rsaPublicKey";
    BigInteger exponent = number("e");
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(number("n"), exponent));
  }

  private Key rsaPrivate() throws BuiltinException, GeneralSecurityException {
    goType = "rsaPrivateKey";
    BigInteger exponent = number("e");
    BigInteger modulus = number("n");
    BigInteger secret = number("d");
    for (String field : new String[] {"q", "p"}) {
      if (object.get(field) == null) {
        throw BuiltinException.failed(
            "failed to export jwk.Key to raw format: missing \"" + field + "\" value");
      }
    }
    BigInteger p = number("p");
    BigInteger q = number("q");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(
            new RSAPrivateCrtKeySpec(
                modulus,
                exponent,
                secret,
                p,
                q,
                object.get("dp") == null ? secret.mod(p.subtract(BigInteger.ONE)) : number("dp"),
                object.get("dq") == null ? secret.mod(q.subtract(BigInteger.ONE)) : number("dq"),
                object.get("qi") == null ? inverse(q, p) : number("qi")));
  }

  private static BigInteger inverse(BigInteger q, BigInteger p) throws GeneralSecurityException {
    try {
      return q.modInverse(p);
    } catch (ArithmeticException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private Key curve(boolean isPrivate) throws BuiltinException, GeneralSecurityException {
    goType = isPrivate ? "ecdsaPrivateKey" : "ecdsaPublicKey";
    String name = object.get("crv") instanceof RegoString s ? s.text() : "";
    String javaName =
        switch (name) {
          case "P-256" -> "secp256r1";
          case "P-384" -> "secp384r1";
          case "P-521" -> "secp521r1";
          default -> throw unreadable("required field crv is missing");
        };
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(javaName));
    ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
    int size = (spec.getCurve().getField().getFieldSize() + 7) / 8;
    for (String field : new String[] {"x", "y"}) {
      int length = bytes(field).length;
      if (length != size) {
        throw BuiltinException.failed(
            "jwk.Parse: key validation failed: key validation failed: jwk.ECDSA%sKey: invalid"
                    .formatted(isPrivate ? "Private" : "Public")
                + " \"%s\" length (%d) for curve \"%s\"".formatted(field, length, name));
      }
    }
    KeyFactory factory = KeyFactory.getInstance("EC");
    return isPrivate
        ? factory.generatePrivate(new ECPrivateKeySpec(number("d"), spec))
        : factory.generatePublic(new ECPublicKeySpec(new ECPoint(number("x"), number("y")), spec));
  }

  private Key edwards(boolean isPrivate) throws BuiltinException, GeneralSecurityException {
    goType = isPrivate ? "okpPrivateKey" : "okpPublicKey";
    if (!(object.get("crv") instanceof RegoString s) || !s.text().equals("Ed25519")) {
      throw unreadable("required field crv is missing");
    }
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    if (isPrivate) {
      return factory.generatePrivate(
          new EdECPrivateKeySpec(NamedParameterSpec.ED25519, bytes("d")));
    }
    byte[] point = bytes("x");
    if (point.length != 32) {
      throw BuiltinException.failed("jwk.Parse: key validation failed: bad length of x");
    }
    boolean odd = point[31] < 0;
    byte[] y = new byte[32];
    for (int i = 0; i < 32; i++) {
      y[i] = point[31 - i];
    }
    y[0] &= 0x7F;
    return factory.generatePublic(
        new EdECPublicKeySpec(
            NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y))));
  }

  private Key secret() throws BuiltinException {
    goType = "symmetricKey";
    byte[] bytes = bytes("k");
    if (bytes.length == 0) {
      throw BuiltinException.failed(
          "jwk.Parse: key validation failed: key validation failed: jwk.SymmetricKey: missing"
              + " \"k\" field");
    }
    return new SecretKeySpec(bytes, "HMAC");
  }
}
