package dev.bailey.policy.cose;

import static dev.bailey.policy.cose.DerText.extension;
import static dev.bailey.policy.cose.DerText.hex;
import static dev.bailey.policy.cose.DerText.sequence;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Somebody with a certificate, who may issue others; keys are made anew each time. */
record TestAuthority(String name, X509Certificate certificate, KeyPair keys) {
  static final String USE = "1.3.6.1.4.1.99999.1.2";

  private static final String EXTENDED_USAGE = "0603551d25";
  private static final String ENCODED_USE = "060a2b0601040186" + "8d1f0102";

  static TestAuthority root(String name) {
    KeyPair keys = CertificateMaker.newKeys();
    return new TestAuthority(
        name,
        CertificateMaker.make(name, keys, name, keys, 2020, 2040, CertificateMaker.AUTHORITY),
        keys);
  }

  TestAuthority intermediate(String subject, int until) {
    return issue(subject, until, CertificateMaker.AUTHORITY);
  }

  /** Somebody who issues certificates though they may not. */
  TestAuthority impostor(String subject) {
    return issue(subject, 2040, List.of(CertificateMaker.signsMessages()));
  }

  TestAuthority leaf(String subject) {
    return issue(
        subject,
        2035,
        List.of(
            CertificateMaker.signsMessages(),
            extension(EXTENDED_USAGE, false, sequence(hex(ENCODED_USE)))));
  }

  private TestAuthority issue(String subject, int until, List<byte[]> extensions) {
    KeyPair made = CertificateMaker.newKeys();
    return new TestAuthority(
        subject, CertificateMaker.make(name, keys, subject, made, 2020, until, extensions), made);
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
