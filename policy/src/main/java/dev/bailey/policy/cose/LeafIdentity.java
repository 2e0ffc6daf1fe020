package dev.bailey.policy.cose;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a certificate says about who it belongs to. */
final class LeafIdentity {
  /** Uses that are so common that they identify nobody. */
  private static final Set<String> COMMON_USES =
      Set.of(
          "2.5.29.37.0",
          "1.3.6.1.5.5.7.3.1",
          "1.3.6.1.5.5.7.3.2",
          "1.3.6.1.5.5.7.3.3",
          "1.3.6.1.5.5.7.3.4",
          "1.3.6.1.5.5.7.3.5",
          "1.3.6.1.5.5.7.3.6",
          "1.3.6.1.5.5.7.3.7",
          "1.3.6.1.5.5.7.3.8",
          "1.3.6.1.5.5.7.3.9",
          "1.3.6.1.4.1.311.10.3.3",
          "2.16.840.1.113730.4.1",
          "1.3.6.1.4.1.311.2.1.22",
          "1.3.6.1.4.1.311.61.1.1");

  private static final String FULCIO_ISSUER = "1.3.6.1.4.1.57264.1.1";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_AGREEMENT = 4;

  private final X509Certificate leaf;

  LeafIdentity(X509Certificate leaf) {
    this.leaf = leaf;
  }

  /** Values of an attribute of its subject. */
  List<String> subject(String identifier) {
    List<String> values = new ArrayList<>();
    for (Der name : Der.all(leaf.getSubjectX500Principal().getEncoded())) {
      for (Der set : name.parts()) {
        for (Der attribute : set.parts()) {
          List<Der> parts = attribute.parts();
          if (parts.size() == 2 && parts.getFirst().identifier().equals(Optional.of(identifier))) {
            values.add(parts.getLast().text());
          }
        }
      }
    }
    return values;
  }

  /**
   * Alternative names of one kind.
   *
   * @param kind the number of the kind in certificates: 1 email, 2 DNS, 6 URI, 7 IP address
   */
  List<String> alternativeNames(int kind) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = leaf.getSubjectAlternativeNames();
      for (List<?> name : all == null ? List.<List<?>>of() : all) {
        if (name.getFirst().equals(kind) && name.get(1) instanceof String text) {
          names.add(kind == IP_ADDRESS ? address(text) : text);
        }
      }
    } catch (CertificateParsingException e) {
      names.clear();
    }
    return names;
  }

  static final int IP_ADDRESS = 7;

  private static String address(String text) {
    return IpText.of(InetAddress.ofLiteral(text).getAddress());
  }

  /** Its extended key uses, without those that everybody has. */
  List<String> uses() {
    try {
      List<String> uses = leaf.getExtendedKeyUsage();
      return uses == null
          ? List.of()
          : uses.stream().filter(use -> !COMMON_USES.contains(use)).toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  /** Who vouched for its owner, if it came from Fulcio. */
  Optional<String> fulcioIssuer() {
    return Optional.ofNullable(leaf.getExtensionValue(FULCIO_ISSUER))
        .flatMap(Der::octets)
        .map(Bytes::utf8);
  }

  /** Whether its key may make signatures or agree on keys. */
  boolean maySign() {
    boolean[] usage = leaf.getKeyUsage();
    return usage == null || usage[DIGITAL_SIGNATURE] || usage[KEY_AGREEMENT];
  }
}
