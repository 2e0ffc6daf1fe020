package dev.bailey.policy.cose;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A chain of certificates for trying things out: a root whose key is forgotten as soon as it has
 * issued the one certificate below it. Nobody can extend it, and nobody vouches for it.
 *
 * @param chain leaf first, then the root
 * @param key of the leaf, on the curve P-256
 */
public record TrialChain(List<X509Certificate> chain, PrivateKey key) {
  private static final int YEARS = 10;

  public TrialChain {
    chain = List.copyOf(chain);
  }

  /**
   * Makes keys and certificates.
   *
   * @param name common name of the leaf
   * @param year in which the certificates begin to be valid; they are for ten years
   */
  public static TrialChain make(String name, int year) {
    KeyPair root = CertificateMaker.newKeys();
    KeyPair leaf = CertificateMaker.newKeys();
    String rootName = name + " trial root";
    int until = year + YEARS;
    return new TrialChain(
        List.of(
            CertificateMaker.make(
                rootName, root, name, leaf, year, until, List.of(CertificateMaker.signsMessages())),
            CertificateMaker.make(
                rootName, root, rootName, root, year, until, CertificateMaker.AUTHORITY)),
        leaf.getPrivate());
  }
}
