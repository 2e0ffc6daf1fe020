package dev.bailey.rego.extra.jwt;

import dev.bailey.rego.builtin.crypto.Digests;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/** The signature algorithms of tokens. */
enum Algorithm {
  HS256("HmacSHA256", "SHA-256", Family.SECRET),
  HS384("HmacSHA384", "SHA-384", Family.SECRET),
  HS512("HmacSHA512", "SHA-512", Family.SECRET),
  RS256("SHA256withRSA", "SHA-256", Family.RSA),
  RS384("SHA384withRSA", "SHA-384", Family.RSA),
  RS512("SHA512withRSA", "SHA-512", Family.RSA),
  PS256("RSASSA-PSS", "SHA-256", Family.PSS),
  PS384("RSASSA-PSS", "SHA-384", Family.PSS),
  PS512("RSASSA-PSS", "SHA-512", Family.PSS),
  ES256("SHA256withECDSAinP1363Format", "SHA-256", Family.CURVE),
  ES384("SHA384withECDSAinP1363Format", "SHA-384", Family.CURVE),
  ES512("SHA512withECDSAinP1363Format", "SHA-512", Family.CURVE),
  EDDSA("Ed25519", "", Family.EDWARDS);

  /** What kind of key an algorithm needs. */
  enum Family {
    SECRET,
    RSA,
    PSS,
    CURVE,
    EDWARDS
  }

  private final String javaName;
  private final String digest;
  private final Family family;

  Algorithm(String javaName, String digest, Family family) {
    this.javaName = javaName;
    this.digest = digest;
    this.family = family;
  }

  static Optional<Algorithm> named(String name) {
    for (Algorithm algorithm : values()) {
      if (algorithm.shown().equals(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** As tokens name it. */
  String shown() {
    return this == EDDSA ? "EdDSA" : name();
  }

  Family family() {
    return family;
  }

  boolean verifiesSecret(byte[] secret, byte[] message, byte[] signature) {
    return family == Family.SECRET
        && MessageDigest.isEqual(Digests.mac(javaName, secret, message), signature);
  }

  boolean verifies(PublicKey key, byte[] message, byte[] signature) {
    boolean fits =
        switch (family) {
          case SECRET -> false;
          case RSA, PSS -> key instanceof RSAPublicKey;
          case CURVE -> key instanceof ECPublicKey;
          case EDWARDS -> key instanceof EdECPublicKey;
        };
    if (!fits) {
      return false;
    }
    if (family == Family.PSS && key instanceof RSAPublicKey rsa) {
      return Pss.verifies(rsa, digest, message, signature);
    }
    try {
      Signature verifier = Signature.getInstance(javaName);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  byte[] sign(Key key, byte[] message) throws GeneralSecurityException {
    if (family == Family.SECRET) {
      return Digests.mac(javaName, key.getEncoded(), message);
    }
    Signature signer = Signature.getInstance(javaName);
    if (family == Family.PSS) {
      MGF1ParameterSpec mask = new MGF1ParameterSpec(digest);
      int salt = MessageDigest.getInstance(digest).getDigestLength();
      signer.setParameter(new PSSParameterSpec(digest, "MGF1", mask, salt, 1));
    }
    signer.initSign((PrivateKey) key);
    signer.update(message);
    return signer.sign();
  }
}
