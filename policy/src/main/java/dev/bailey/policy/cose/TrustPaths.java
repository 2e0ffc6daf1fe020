package dev.bailey.policy.cose;

import dev.bailey.policy.interpreter.Tried;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Ways from a leaf to the last certificate of a chain, which is what they hang on: whoever knows
 * its fingerprint decides whether to trust it. Those between may stand in any order, and more of
 * them than needed. The time that counts is the end of the leaf's life, so that what was signed
 * once stays readable.
 */
final class TrustPaths {
  private static final String FAILED = "certificate chain verification failed - x509: ";

  /** Signatures that are checked for one chain. */
  private static final int MOST_CHECKS = 100;

  private static final int KEY_CERT_SIGN = 5;

  private final X509Certificate anchor;
  private final List<X509Certificate> between;
  private final Instant time;
  private final List<List<X509Certificate>> found = new ArrayList<>();
  private String problem = "certificate signed by unknown authority";
  private int checks;

  private TrustPaths(List<X509Certificate> chain) {
    this.anchor = chain.getLast();
    this.between = chain.subList(1, chain.size() - 1);
    this.time = chain.getFirst().getNotAfter().toInstant();
  }

  /**
   * All ways, each with the leaf first and the last certificate of the chain at its end; at least
   * one.
   *
   * @param chain of two certificates or more
   */
  static Tried<List<List<X509Certificate>>> of(List<X509Certificate> chain) {
    TrustPaths paths = new TrustPaths(chain);
    paths.extend(List.of(chain.getFirst()));
    return paths.found.isEmpty()
        ? Tried.failed(FAILED + paths.problem)
        : Tried.done(List.copyOf(paths.found));
  }

  private void extend(List<X509Certificate> path) {
    if (issued(anchor, path.getLast()) && isAuthority(anchor, path.size() - 1)) {
      complete(path);
    }
    for (X509Certificate next : between) {
      if (!path.contains(next) && !next.equals(anchor) && issued(next, path.getLast())) {
        List<X509Certificate> longer = new ArrayList<>(path);
        longer.add(next);
        extend(longer);
      }
    }
  }

  private boolean issued(X509Certificate issuer, X509Certificate subject) {
    return Arrays.equals(
            issuer.getSubjectX500Principal().getEncoded(),
            subject.getIssuerX500Principal().getEncoded())
        && !issuer.equals(subject)
        && checks++ < MOST_CHECKS
        && signed(issuer, subject);
  }

  private static boolean signed(X509Certificate issuer, X509Certificate subject) {
    String algorithm = subject.getSigAlgName();
    if (algorithm.startsWith("SHA1") || algorithm.startsWith("MD")) {
      return false;
    }
    try {
      subject.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  /**
   * Whether the certificate at the end of a path may be there: the validator takes it as given.
   *
   * @param authorities between it and the leaf
   */
  private boolean isAuthority(X509Certificate last, int authorities) {
    if (time.isBefore(last.getNotBefore().toInstant())
        || time.isAfter(last.getNotAfter().toInstant())) {
      problem = "certificate has expired or is not yet valid";
      return false;
    }
    boolean[] usage = last.getKeyUsage();
    boolean signs = usage == null || usage[KEY_CERT_SIGN];
    return signs
        && last.getBasicConstraints() >= authorities
        && !last.hasUnsupportedCriticalExtension();
  }

  private void complete(List<X509Certificate> path) {
    try {
      PKIXParameters terms = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
      terms.setRevocationEnabled(false);
      terms.setDate(Date.from(time));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), terms);
      List<X509Certificate> whole = new ArrayList<>(path);
      whole.add(anchor);
      found.add(List.copyOf(whole));
    } catch (CertPathValidatorException e) {
      problem = reason(e);
    } catch (GeneralSecurityException | RuntimeException e) {
      problem = "certificate cannot be verified";
    }
  }

  private static String reason(CertPathValidatorException e) {
    Object reason = e.getReason();
    return reason == CertPathValidatorException.BasicReason.EXPIRED
            || reason == CertPathValidatorException.BasicReason.NOT_YET_VALID
        ? "certificate has expired or is not yet valid"
        : "certificate signed by unknown authority";
  }
}
