package dev.bailey.policy.cose;

import dev.bailey.policy.interpreter.Tried;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The certificates of a message's header, leaf first, not verified yet. */
final class Certificates {
  /** As many as the reference accepts. */
  private static final int MOST = 100;

  private Certificates() {}

  /** Reads what is under the label of chains: one certificate, or an array of them. */
  static Tried<List<X509Certificate>> of(Cbor.Entries header) {
    return header
        .find(Headers.CHAIN)
        .map(Certificates::encoded)
        .orElseGet(() -> Tried.failed("x5Chain missing"))
        .then(Certificates::parsed);
  }

  private static Tried<List<Bytes>> encoded(Cbor chain) {
    if (chain instanceof Cbor.Octets(Bytes one)) {
      return Tried.done(List.of(one));
    }
    if (!(chain instanceof Cbor.Items(List<Cbor> items)) || items.isEmpty()) {
      return Tried.failed("x5Chain wrong type");
    }
    if (items.size() > MOST) {
      return Tried.failed("x5Chain of more than %d certificates".formatted(MOST));
    }
    List<Bytes> all = new ArrayList<>();
    for (Cbor item : items) {
      if (!(item instanceof Cbor.Octets(Bytes one))) {
        return Tried.failed("x5Chain wrong type");
      }
      all.add(one);
    }
    return Tried.done(all);
  }

  private static Tried<List<X509Certificate>> parsed(List<Bytes> encoded) {
    List<X509Certificate> all = new ArrayList<>();
    for (Bytes one : encoded) {
      switch (parsed(one)) {
        case Tried.Done<X509Certificate> done -> all.add(done.value());
        case Tried.Failed<X509Certificate> failed -> {
          return Tried.failed(failed.error());
        }
      }
    }
    return Tried.done(all);
  }

  /** One certificate in DER, and nothing but it. */
  private static Tried<X509Certificate> parsed(Bytes encoded) {
    byte[] der = encoded.toArray();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return factory.generateCertificate(new ByteArrayInputStream(der)) instanceof X509Certificate c
              && Arrays.equals(c.getEncoded(), der)
          ? Tried.done(c)
          : Tried.failed("x509: malformed certificate");
    } catch (CertificateException | RuntimeException e) {
      // The factory's parsers throw more than they declare.
      return Tried.failed("x509: malformed certificate");
    }
  }
}
