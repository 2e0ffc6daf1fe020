package dev.bailey.policy.cose;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One policy of a {@code did:x509} identity: what must be in the certificate of its owner. */
final class DidPolicy {
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "C", "2.5.4.6",
          "O", "2.5.4.10",
          "OU", "2.5.4.11",
          "L", "2.5.4.7",
          "S", "2.5.4.8",
          "STREET", "2.5.4.9",
          "POSTALCODE", "2.5.4.17",
          "SERIALNUMBER", "2.5.4.5",
          "CN", "2.5.4.3");
  private static final Map<String, Integer> NAMES =
      Map.of("email", 1, "dns", 2, "uri", 6, "ipaddress", LeafIdentity.IP_ADDRESS);

  private DidPolicy() {}

  /** What of a policy does not hold. */
  static Optional<String> problem(String policy, LeafIdentity leaf) {
    List<String> parts = Parts.of(policy, ":");
    if (parts.size() < 2) {
      return Optional.of("invalid policy");
    }
    List<String> arguments = parts.subList(1, parts.size());
    return switch (parts.getFirst()) {
      case "subject" -> subject(arguments, leaf);
      case "san" -> alternativeName(arguments, leaf);
      case "eku" -> use(arguments, leaf);
      case "fulcio-issuer" -> fulcioIssuer(arguments, leaf);
      default -> Optional.of("unsupported did:x509 policy name '%s'".formatted(parts.getFirst()));
    };
  }

  private static Optional<String> subject(List<String> pairs, LeafIdentity leaf) {
    if (pairs.size() % 2 != 0) {
      return Optional.of("key-value pairs required");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      String key = pairs.get(i).toUpperCase(Locale.ROOT);
      if (!seen.add(key)) {
        return Optional.of("duplicate field '%s'".formatted(pairs.get(i)));
      }
      String attribute = ATTRIBUTES.getOrDefault(key, key);
      if (!isDotted(attribute)) {
        return Optional.of("unsupported subject key: " + pairs.get(i));
      }
      Optional<String> value = Parts.unescaped(pairs.get(i + 1));
      if (value.isEmpty() || !leaf.subject(attribute).contains(value.get())) {
        return Optional.of(
            "invalid subject value: %s=%s".formatted(pairs.get(i), value.orElse(pairs.get(i + 1))));
      }
    }
    return Optional.empty();
  }

  private static boolean isDotted(String text) {
    return text.indexOf('.') > 0 && text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  private static Optional<String> alternativeName(List<String> arguments, LeafIdentity leaf) {
    if (arguments.size() != 2) {
      return Optional.of("exactly one SAN type and value required");
    }
    Integer kind = NAMES.get(arguments.getFirst());
    if (kind == null) {
      return Optional.of("unknown SAN type: " + arguments.getFirst());
    }
    Optional<String> wanted = Parts.unescaped(arguments.getLast());
    return wanted.isPresent() && leaf.alternativeNames(kind).contains(wanted.get())
        ? Optional.empty()
        : Optional.of("SAN not found: " + wanted.orElse(arguments.getLast()));
  }

  private static Optional<String> use(List<String> arguments, LeafIdentity leaf) {
    if (arguments.size() != 1) {
      return Optional.of("exactly one EKU required");
    }
    List<String> uses = leaf.uses();
    if (uses.isEmpty()) {
      return Optional.of("no EKU extension in certificate");
    }
    return uses.contains(arguments.getFirst())
        ? Optional.empty()
        : Optional.of("EKU not found: " + arguments.getFirst());
  }

  private static Optional<String> fulcioIssuer(List<String> arguments, LeafIdentity leaf) {
    Optional<String> host =
        arguments.size() == 1 ? Parts.unescaped(arguments.getFirst()) : Optional.empty();
    return host.isPresent() && leaf.fulcioIssuer().equals(Optional.of("https://" + host.get()))
        ? Optional.empty()
        : Optional.of("invalid fulcio-issuer: " + String.join(":", arguments));
  }
}
