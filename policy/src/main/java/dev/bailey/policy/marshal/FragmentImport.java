package dev.bailey.policy.marshal;

import dev.bailey.rego.value.RegoObject;
import java.util.List;
import java.util.Optional;

/**
 * A fragment that a policy takes in.
 *
 * @param minimumSvn its lowest security version, a number or a semantic version
 * @param includes what of it counts, such as {@code containers}
 * @param parameters what it is loaded with
 * @param requiredReceipts who must have recorded it: names of ledgers, {@code TTL:} with the
 *     subject of a trust list for any ledger of that list, or {@code *} for any that is trusted
 */
public record FragmentImport(
    String issuer,
    String feed,
    String minimumSvn,
    List<String> includes,
    Optional<RegoObject> parameters,
    List<String> requiredReceipts) {
  public FragmentImport {
    includes = List.copyOf(includes);
    requiredReceipts = List.copyOf(requiredReceipts);
  }

  /** One for which no ledger needs to vouch. */
  public FragmentImport(
      String issuer,
      String feed,
      String minimumSvn,
      List<String> includes,
      Optional<RegoObject> parameters) {
    this(issuer, feed, minimumSvn, includes, parameters, List.of());
  }
}
