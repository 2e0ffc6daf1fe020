package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.encoding.Uri;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The names for which an authority may, or may not, certify. */
final class NameConstraints {
  static final NameConstraints NONE = new NameConstraints();

  final List<String> permittedDns = new ArrayList<>();
  final List<String> excludedDns = new ArrayList<>();
  final List<byte[]> permittedIps = new ArrayList<>();
  final List<byte[]> excludedIps = new ArrayList<>();
  final List<String> permittedEmails = new ArrayList<>();
  final List<String> excludedEmails = new ArrayList<>();
  final List<String> permittedUris = new ArrayList<>();
  final List<String> excludedUris = new ArrayList<>();

  /** Whether there is a constraint of a kind that is not understood. */
  boolean unhandled;

  private NameConstraints() {}

  static NameConstraints read(byte[] extension) throws BuiltinException {
    String problem = "x509: invalid NameConstraints extension";
    NameConstraints constraints = new NameConstraints();
    Der in = Der.of(extension).next(Der.SEQUENCE, problem).inside();
    if (in.isEmpty()) {
      throw BuiltinException.failed("x509: empty name constraints extension");
    }
    while (!in.isEmpty()) {
      boolean permitted = in.isNext(Der.context(0, true));
      Der subtrees = in.next(problem).inside();
      while (!subtrees.isEmpty()) {
        Der.Element base = subtrees.next(Der.SEQUENCE, problem).inside().next(problem);
        constraints.add(permitted, base);
      }
    }
    return constraints;
  }

  private void add(boolean permitted, Der.Element base) throws BuiltinException {
    String text = new String(base.value(), StandardCharsets.ISO_8859_1);
    switch (base.tag() & 0x1F) {
      case 1 -> (permitted ? permittedEmails : excludedEmails).add(text);
      case 2 -> (permitted ? permittedDns : excludedDns).add(text);
      case 6 -> (permitted ? permittedUris : excludedUris).add(text);
      case 7 -> {
        Addresses.checkRange(base.value());
        (permitted ? permittedIps : excludedIps).add(base.value());
      }
      default -> unhandled = true;
    }
  }

  /** How many comparisons {@link #allow} makes at most. */
  long comparisons(GeneralNames names) {
    return (long) names.dns().size() * (permittedDns.size() + excludedDns.size())
        + (long) names.emails().size() * (permittedEmails.size() + excludedEmails.size())
        + (long) names.ips().size() * (permittedIps.size() + excludedIps.size())
        + (long) names.uris().size() * (permittedUris.size() + excludedUris.size());
  }

  boolean allow(GeneralNames names) throws BuiltinException {
    for (String name : names.dns()) {
      if (!allowed(name, permittedDns, excludedDns, NameConstraints::inDomain)) {
        return false;
      }
    }
    for (String mail : names.emails()) {
      if (!allowed(mail, permittedEmails, excludedEmails, NameConstraints::mailIn)) {
        return false;
      }
    }
    for (byte[] ip : names.ips()) {
      if (!allowed(ip, permittedIps, excludedIps, (a, range) -> Addresses.contains(range, a))) {
        return false;
      }
    }
    for (String uri : names.uris()) {
      String host = Uri.parse(uri).hostname();
      boolean constrained = !permittedUris.isEmpty() || !excludedUris.isEmpty();
      if ((constrained && host.isEmpty())
          || !allowed(host, permittedUris, excludedUris, NameConstraints::hostIn)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a name falls under a constraint. */
  private interface Match<T> {
    boolean test(T name, T constraint);
  }

  private static <T> boolean allowed(T name, List<T> permitted, List<T> excluded, Match<T> match) {
    return excluded.stream().noneMatch(c -> match.test(name, c))
        && (permitted.isEmpty() || permitted.stream().anyMatch(c -> match.test(name, c)));
  }

  private static boolean inDomain(String name, String domain) {
    String host = name.toLowerCase(Locale.ROOT);
    String within = domain.toLowerCase(Locale.ROOT);
    if (within.startsWith(".")) {
      return host.endsWith(within);
    }
    return within.isEmpty() || host.equals(within) || host.endsWith("." + within);
  }

  private static boolean mailIn(String mail, String constraint) {
    String host = mail.substring(mail.lastIndexOf('@') + 1);
    return constraint.indexOf('@') >= 0 ? mail.equals(constraint) : hostIn(host, constraint);
  }

  /** A host alone, or with a dot before it all hosts in a domain. */
  private static boolean hostIn(String host, String constraint) {
    return constraint.startsWith(".")
        ? host.toLowerCase(Locale.ROOT).endsWith(constraint.toLowerCase(Locale.ROOT))
        : inDomain(host, constraint);
  }
}
