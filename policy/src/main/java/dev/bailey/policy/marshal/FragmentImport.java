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
 */
public record FragmentImport(
    String issuer,
    String feed,
    String minimumSvn,
    List<String> includes,
    Optional<RegoObject> parameters) {
  public FragmentImport {
    includes = List.copyOf(includes);
  }
}
