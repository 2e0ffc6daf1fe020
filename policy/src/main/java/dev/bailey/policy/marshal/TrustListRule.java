package dev.bailey.policy.marshal;

import java.util.List;

/**
 * A list of trusted ledgers that a policy takes.
 *
 * @param minimumSvn its lowest security version, a number
 * @param allowedLedgers names of the ledgers whose keys it may bring
 */
public record TrustListRule(
    String issuer, String subject, String minimumSvn, List<String> allowedLedgers) {
  public TrustListRule {
    allowedLedgers = List.copyOf(allowedLedgers);
  }
}
