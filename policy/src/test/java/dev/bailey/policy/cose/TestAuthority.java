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
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;

/** Somebody with a certificate, who may issue others; keys are made anew each time. */
record TestAuthority(String name, X509Certificate certificate, KeyPair keys) {
  static final String USE = "1.3.6.1.4.1.99999.1.2";

  /** Object identifiers, encoded. */
  private static final String ECDSA_SHA256 = "06082a8648ce3d040302";

  private static final String CONSTRAINTS = "0603551d13";
  private static final String KEY_USAGE = "0603551d0f";
  private static final String EXTENDED_USAGE = "0603551d25";
  private static final String ENCODED_USE = "060a2b0601040186" + "8d1f0102";

  private static final byte[] SIGNS_CERTIFICATES = hex("03020204");
  private static final byte[] SIGNS_MESSAGES = hex("03020780");

  static TestAuthority root(String name) {
    KeyPair keys = newKeys();
    return new TestAuthority(
        name, certificate(name, keys, name, keys, 2020, 2040, authority()), keys);
  }

  TestAuthority intermediate(String subject, int until) {
    return issue(subject, until, authority());
  }

  /** Somebody who issues certificates though they may not. */
  TestAuthority impostor(String subject) {
    return issue(subject, 2040, List.of(extension(KEY_USAGE, true, SIGNS_MESSAGES)));
  }

  TestAuthority leaf(String subject) {
    return issue(
        subject,
        2035,
        List.of(
            extension(KEY_USAGE, true, SIGNS_MESSAGES),
            extension(EXTENDED_USAGE, false, sequence(hex(ENCODED_USE)))));
  }

  private TestAuthority issue(String subject, int until, List<byte[]> extensions) {
    KeyPair made = newKeys();
    return new TestAuthority(
        subject, certificate(name, keys, subject, made, 2020, until, extensions), made);
  }

  private static List<byte[]> authority() {
    return List.of(
        extension(CONSTRAINTS, true, sequence(hex("0101ff"))),
        extension(KEY_USAGE, true, SIGNS_CERTIFICATES));
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate certificate(
      String issuer,
      KeyPair signer,
      String subject,
      KeyPair keys,
      int from,
      int until,
      List<byte[]> extensions) {
    byte[] body =
        sequence(
            value(0xa0, hex("020102")),
            hex("020101"),
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
      throw new IllegalStateException(e);
    }
  }

  /** Certificates of a chain, leaf first. */
  static List<X509Certificate> chain(TestAuthority... all) {
    List<X509Certificate> chain = new ArrayList<>();
    for (TestAuthority one : all) {
      chain.add(one.certificate);
    }
    return chain;
  }

  /** The identity of everybody below this one who may do what leaves of tests may do. */
  String did() {
    try {
      return "did:x509:0:sha256:%s::eku:%s"
          .formatted(
              java.util.Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(
                      java.security.MessageDigest.getInstance("SHA-256")
                          .digest(certificate.getEncoded())),
              USE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
