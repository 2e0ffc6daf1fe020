package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for a chain of certificates from a holder through authorities to a trusted root. */
final class Chain {
  /** As many signatures are checked at most, whatever the certificates look like. */
  private static final int MAX_SIGNATURES = 100;

  /** As many names are compared with constraints at most. */
  private static final long MAX_COMPARISONS = 250_000;

  private final Certificate root;
  private final List<Certificate> intermediates;
  private final Instant now;
  private final Set<Integer> uses;
  private int signatures;
  private long comparisons;

  Chain(List<Certificate> certificates, Instant now, Set<Integer> uses) {
    this.root = certificates.getFirst();
    this.intermediates = certificates.subList(1, certificates.size() - 1);
    this.now = now;
    this.uses = uses;
  }

  /** The holder first, the root last. */
  Optional<List<Certificate>> find(Certificate holder) {
    List<Certificate> chain = new ArrayList<>();
    chain.add(holder);
    if (!isCurrent(holder) || !holder.extensions().serves(uses)) {
      return Optional.empty();
    }
    if (holder.element().sameAs(root.element())) {
      return Optional.of(chain);
    }
    return extend(chain) ? Optional.of(chain) : Optional.empty();
  }

  /** As deep as there are certificates, since none stands twice in a chain. */
  private boolean extend(List<Certificate> chain) {
    Certificate child = chain.getLast();
    if (leads(chain, child, root)) {
      chain.add(root);
      return true;
    }
    for (Certificate next : intermediates) {
      boolean used = chain.stream().anyMatch(c -> c.element().sameAs(next.element()));
      if (!used && next.extensions().isAuthority() && leads(chain, child, next)) {
        chain.add(next);
        if (extend(chain)) {
          return true;
        }
        chain.removeLast();
      }
    }
    return false;
  }

  private boolean leads(List<Certificate> chain, Certificate child, Certificate parent) {
    Extensions extensions = parent.extensions();
    boolean authority = parent.version() == 3 ? extensions.isAuthority() : parent.version() < 3;
    int length = extensions.pathLength();
    return child.issuer().sameAs(parent.subject())
        && authority
        && extensions.maySign()
        && (length < 0 || chain.size() - 1 <= length)
        && isCurrent(parent)
        && extensions.serves(uses)
        && allows(extensions.constraints(), chain)
        && signed(child, parent);
  }

  private boolean isCurrent(Certificate certificate) {
    return !certificate.extensions().hasUnhandledCritical()
        && !now.isBefore(certificate.notBefore())
        && !now.isAfter(certificate.notAfter());
  }

  private boolean allows(NameConstraints constraints, List<Certificate> chain) {
    try {
      for (Certificate certificate : chain) {
        GeneralNames names = certificate.extensions().names();
        comparisons += constraints.comparisons(names);
        if (comparisons > MAX_COMPARISONS || !constraints.allow(names)) {
          return false;
        }
      }
      return true;
    } catch (BuiltinException e) {
      return false;
    }
  }

  private boolean signed(Certificate child, Certificate parent) {
    if (++signatures > MAX_SIGNATURES
        || !SignatureAlgorithms.isTrusted(child.signatureAlgorithm())) {
      return false;
    }
    try {
      platform(child).verify(platform(parent).getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static X509Certificate platform(Certificate certificate) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate.element().raw()));
  }
}
