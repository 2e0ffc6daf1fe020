package dev.bailey.policy.cose;

import static dev.bailey.policy.cose.DerText.extension;
import static dev.bailey.policy.cose.DerText.hex;
import static dev.bailey.policy.cose.DerText.sequence;
import static dev.bailey.policy.cose.DerText.value;
import static dev.bailey.policy.cose.DerText.year;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

/** Issues certificates (RFC 5280) for keys on the curve P-256. */
final class CertificateMaker {
  private static final String ECDSA_SHA256 = "06082a8648ce3d040302";
  private static final String CONSTRAINTS = "0603551d13";
  private static final String KEY_USAGE = "0603551d0f";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The extensions of those who may issue certificates. */
  static final List<byte[]> AUTHORITY =
      List.of(
          extension(CONSTRAINTS, true, sequence(hex("0101ff"))),
          extension(KEY_USAGE, true, hex("03020204")));

  private CertificateMaker() {}

  /** The extension of those whose key signs messages and no certificates. */
  static byte[] signsMessages() {
    return extension(KEY_USAGE, true, hex("03020780"));
  }

  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has P-256", e);
    }
  }

  /**
   * A certificate of somebody's public key.
   *
   * @param issuer common name of the one who signs, with the keys {@code signer}
   * @param subject common name of the one whose {@code keys} they are
   * @param from the year with whose beginning its life begins
   * @param until the year with whose beginning its life ends
   */
  static X509Certificate make(
      String issuer,
      KeyPair signer,
      String subject,
      KeyPair keys,
      int from,
      int until,
      List<byte[]> extensions) {
    byte[] serial = new byte[16];
    RANDOM.nextBytes(serial);
    serial[0] = (byte) ((serial[0] & 0x3f) | 0x40);
    byte[] body =
        sequence(
            value(0xa0, hex("020102")),
            value(0x02, serial),
            sequence(hex(ECDSA_SHA256)),
            DerText.name(issuer),
            sequence(year(from), year(until)),
            DerText.name(subject),
            keys.getPublic().getEncoded(),
            value(0xa3, sequence(extensions.toArray(byte[][]::new))));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(signer.getPrivate());
      signature.update(body);
      byte[] bits = DerText.joined(new byte[] {0}, signature.sign());
      byte[] der = sequence(body, sequence(hex(ECDSA_SHA256)), value(0x03, bits));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was just made cannot be read", e);
    }
  }
}
