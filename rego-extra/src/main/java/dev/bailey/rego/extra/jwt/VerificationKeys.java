package dev.bailey.rego.extra.jwt;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Memo;
import dev.bailey.rego.builtin.crypto.Pem;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/** The keys that a policy gives to verify a token with. */
record VerificationKeys(List<Jwk> keys) {
  private static final Memo<String, VerificationKeys> RECENT =
      new Memo<>(32, VerificationKeys::read);

  /** Reads a certificate or a public key in PEM, or a key or a set of keys in JSON. */
  static VerificationKeys of(String text) throws BuiltinException {
    return RECENT.get(text);
  }

  private static VerificationKeys read(String text) throws BuiltinException {
    Optional<Pem> pem = Pem.first(text);
    if (pem.isEmpty()) {
      try {
        return new VerificationKeys(Jwk.parse(text));
      } catch (BuiltinException e) {
        throw BuiltinException.failed(
            "failed to parse a JWK key (set): jwk.ParseString: failed to parse string: "
                + e.getMessage());
      }
    }
    if (!pem.get().rest().isEmpty()) {
      throw BuiltinException.failed("extra data after a PEM certificate block");
    }
    Key key =
        switch (pem.get().type()) {
          case "CERTIFICATE" -> certified(pem.get().content());
          case "PUBLIC KEY" -> publicKey(pem.get().content());
          default ->
              throw BuiltinException.failed("failed to extract a Key from the PEM certificate");
        };
    return new VerificationKeys(List.of(new Jwk("", "", key)));
  }

  private static Key certified(byte[] content) throws BuiltinException {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(content))
          .getPublicKey();
    } catch (CertificateException e) {
      throw BuiltinException.failed(
          "failed to parse a PEM certificate: x509: malformed certificate");
    }
  }

  private static Key publicKey(byte[] content) throws BuiltinException {
    for (String algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(content));
      } catch (GeneralSecurityException e) {
        // of another algorithm, or of none
      }
    }
    throw BuiltinException.failed("failed to parse a PEM public key: asn1: structure error");
  }

  /**
   * Whether a key verifies the token: the one that the token names if it is there, else any that is
   * not meant for another algorithm.
   */
  boolean verify(Algorithm algorithm, Token token) throws BuiltinException {
    byte[] signature = token.signature();
    String kid = token.kid();
    boolean named = !kid.isEmpty() && keys.stream().anyMatch(k -> k.kid().equals(kid));
    for (Jwk jwk : keys) {
      Optional<PublicKey> key = jwk.publicKey();
      boolean candidate =
          (!named || jwk.kid().equals(kid))
              && (jwk.alg().isEmpty() || jwk.alg().equals(algorithm.shown()));
      if (candidate
          && key.isPresent()
          && algorithm.verifies(key.get(), token.signedBytes(), signature)) {
        return true;
      }
    }
    return false;
  }
}
