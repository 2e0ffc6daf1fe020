package dev.bailey.policy.cose;

import dev.bailey.policy.interpreter.Tried;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** Ways to sign, by the numbers that COSE gives them (RFC 9053). */
enum Algorithm {
  ES256(-7, "SHA256withECDSAinP1363Format", ""),
  ES384(-35, "SHA384withECDSAinP1363Format", ""),
  ES512(-36, "SHA512withECDSAinP1363Format", ""),
  PS256(-37, "RSASSA-PSS", "SHA-256"),
  PS384(-38, "RSASSA-PSS", "SHA-384"),
  PS512(-39, "RSASSA-PSS", "SHA-512"),
  EDDSA(-8, "Ed25519", "");

  /** Shorter RSA keys are not believed. */
  private static final int MIN_RSA_BITS = 2048;

  private final int number;
  private final String name;
  private final String digest;

  Algorithm(int number, String name, String digest) {
    this.number = number;
    this.name = name;
    this.digest = digest;
  }

  static Optional<Algorithm> of(Cbor.Whole number) {
    return Arrays.stream(values()).filter(one -> number.is(one.number)).findFirst();
  }

  /** The usual way of signing with the private half of a key. */
  static Optional<Algorithm> of(PublicKey key) {
    return switch (key) {
      case ECPublicKey ec ->
          switch (ec.getParams().getOrder().bitLength()) {
            case 256 -> Optional.of(ES256);
            case 384 -> Optional.of(ES384);
            case 521 -> Optional.of(ES512);
            default -> Optional.empty();
          };
      case RSAPublicKey rsa ->
          rsa.getModulus().bitLength() >= MIN_RSA_BITS ? Optional.of(PS256) : Optional.empty();
      case EdECPublicKey edwards ->
          edwards.getParams().getName().equals("Ed25519") ? Optional.of(EDDSA) : Optional.empty();
      default -> Optional.empty();
    };
  }

  int number() {
    return number;
  }

  /** Signs, if the key is of the kind that signs like this. */
  Tried<Bytes> sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(name);
      if (!digest.isEmpty()) {
        signature.setParameter(pss());
      }
      signature.initSign(key);
      signature.update(message);
      return Tried.done(Bytes.of(signature.sign()));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Tried.failed("a key of kind " + key.getAlgorithm() + " cannot sign by " + this);
    }
  }

  /** Whether a key made a signature. False for a key of another kind, too. */
  boolean verifies(PublicKey key, byte[] message, Bytes signature) {
    if (!suits(key, signature)) {
      return false;
    }
    try {
      Signature check = Signature.getInstance(name);
      if (!digest.isEmpty()) {
        check.setParameter(pss());
      }
      check.initVerify(key);
      check.update(message);
      return check.verify(signature.toArray());
    } catch (GeneralSecurityException | RuntimeException e) {
      // Providers throw on keys and signatures that cannot be: then nobody signed.
      return false;
    }
  }

  private boolean suits(PublicKey key, Bytes signature) {
    return switch (this) {
      case ES256, ES384, ES512 ->
          key instanceof ECPublicKey ec
              && signature.size() == 2 * ((ec.getParams().getOrder().bitLength() + 7) / 8);
      case PS256, PS384, PS512 ->
          key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS;
      case EDDSA -> true;
    };
  }

  private PSSParameterSpec pss() {
    int salt =
        switch (this) {
          case PS384 -> 48;
          case PS512 -> 64;
          default -> 32;
        };
    return new PSSParameterSpec(
        digest, "MGF1", new MGF1ParameterSpec(digest), salt, PSSParameterSpec.TRAILER_FIELD_BC);
  }
}
