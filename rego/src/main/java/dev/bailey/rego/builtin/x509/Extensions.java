package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The extensions of a certificate. */
final class Extensions {
  private static final int NONE = -1;

  private final List<Value> all = new ArrayList<>();
  private final List<Value> unhandled = new ArrayList<>();
  private final List<Integer> extendedUses = new ArrayList<>();
  private final List<Value> unknownUses = new ArrayList<>();
  private final List<Oid> policies = new ArrayList<>();
  private final List<Value> policyMappings = new ArrayList<>();
  private final List<String> revocationLists = new ArrayList<>();
  private final List<String> ocsp = new ArrayList<>();
  private final List<String> issuers = new ArrayList<>();
  private GeneralNames names = GeneralNames.NONE;
  private NameConstraints constraints = NameConstraints.NONE;
  private boolean constraintsCritical;
  private boolean basic;
  private boolean authority;
  private int pathLength;
  private int uses;
  private int inhibitAny = NONE;
  private int inhibitMapping = NONE;
  private int explicit = NONE;
  private Value subjectKey = RegoNull.NULL;
  private Value authorityKey = RegoNull.NULL;

  GeneralNames names() {
    return names;
  }

  NameConstraints constraints() {
    return constraints;
  }

  boolean isAuthority() {
    return basic && authority;
  }

  /** How many authorities may stand between this one and a holder; -1 if that is open. */
  int pathLength() {
    return basic ? pathLength : NONE;
  }

  /** Whether it may sign certificates, as far as its uses tell. */
  boolean maySign() {
    return uses == 0 || (uses & 1 << 5) != 0;
  }

  boolean hasUnhandledCritical() {
    return !unhandled.isEmpty();
  }

  /** Whether one of these extended uses, by number, is open to it; 0 stands for any. */
  boolean serves(Set<Integer> wanted) {
    boolean open = extendedUses.isEmpty() && unknownUses.isEmpty();
    return open
        || wanted.contains(0)
        || extendedUses.contains(0)
        || extendedUses.stream().anyMatch(wanted::contains);
  }

  static Extensions read(Der list) throws BuiltinException {
    Extensions extensions = new Extensions();
    Set<Oid> seen = new HashSet<>();
    while (!list.isEmpty()) {
      Der in = list.next(Der.SEQUENCE, "x509: malformed extension").inside();
      Oid oid =
          in.next(Der.OID, "x509: malformed extension OID field")
              .oid("x509: malformed extension OID field");
      boolean critical = false;
      if (in.isNext(Der.BOOLEAN)) {
        critical = in.next("x509: malformed extension critical field").isTrue();
      }
      byte[] value = in.next(Der.BYTES, "x509: malformed extension value field").value();
      if (!seen.add(oid)) {
        throw BuiltinException.failed("x509: certificate contains duplicate extensions");
      }
      extensions.all.add(show(oid, critical, value));
      if (!extensions.understand(oid.toString(), critical, value) && critical) {
        extensions.unhandled.add(oid.toArray());
      }
    }
    return extensions;
  }

  static Value show(Oid oid, boolean critical, byte[] value) {
    return RegoObject.builder()
        .put("Id", oid.toArray())
        .put("Critical", RegoBoolean.of(critical))
        .put("Value", Shown.base64(value))
        .build();
  }

  private boolean understand(String oid, boolean critical, byte[] value) throws BuiltinException {
    switch (oid) {
      case "2.5.29.15" -> keyUsage(value);
      case "2.5.29.19" -> basicConstraints(value);
      case "2.5.29.17" -> {
        names = GeneralNames.read(value);
        return !names.isEmpty();
      }
      case "2.5.29.30" -> {
        constraints = NameConstraints.read(value);
        constraintsCritical = critical;
        return !constraints.unhandled;
      }
      case "2.5.29.31" -> revocation(value);
      case "2.5.29.35" -> authorityKey(value);
      case "2.5.29.36" -> policyConstraints(value);
      case "2.5.29.37" -> extendedUses(value);
      case "2.5.29.14" ->
          subjectKey =
              Shown.base64(
                  Der.of(value).next(Der.BYTES, "x509: invalid subject key identifier").value());
      case "2.5.29.32" -> policies(value);
      case "2.5.29.33" -> policyMappings(value);
      case "2.5.29.54" -> {
        String problem = "x509: invalid inhibit any policy extension";
        inhibitAny = Der.of(value).next(Der.INTEGER, problem).small(problem);
      }
      case "1.3.6.1.5.5.7.1.1" -> access(value);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void keyUsage(byte[] value) throws BuiltinException {
    Der.Element bits = Der.of(value).next(Der.BITS, "x509: invalid key usage");
    byte[] content = bits.value();
    for (int i = 0; i < 9 && i / 8 + 1 < content.length; i++) {
      if ((content[1 + i / 8] & 0x80 >> i % 8) != 0) {
        uses |= 1 << i;
      }
    }
  }

  private void basicConstraints(byte[] value) throws BuiltinException {
    String problem = "x509: invalid basic constraints";
    Der in = Der.of(value).next(Der.SEQUENCE, problem).inside();
    basic = true;
    authority = in.isNext(Der.BOOLEAN) && in.next(problem).isTrue();
    pathLength = in.isNext(Der.INTEGER) ? in.next(problem).small(problem) : NONE;
  }

  private void revocation(byte[] value) throws BuiltinException {
    String problem = "x509: invalid CRL distribution points";
    Der points = Der.of(value).next(Der.SEQUENCE, problem).inside();
    while (!points.isEmpty()) {
      Der point = points.next(Der.SEQUENCE, problem).inside();
      if (!point.isNext(Der.context(0, true))) {
        continue;
      }
      Der name = point.next(problem).inside();
      if (name.isNext(Der.context(0, true))) {
        Der full = name.next(problem).inside();
        while (full.isNext(Der.context(6, false))) {
          revocationLists.add(new String(full.next(problem).value(), StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  private void authorityKey(byte[] value) throws BuiltinException {
    String problem = "x509: invalid authority key identifier";
    Der in = Der.of(value).next(Der.SEQUENCE, problem).inside();
    if (in.isNext(Der.context(0, false))) {
      authorityKey = Shown.base64(in.next(problem).value());
    }
  }

  private void policyConstraints(byte[] value) throws BuiltinException {
    String problem = "x509: invalid policy constraints extension";
    Der in = Der.of(value).next(Der.SEQUENCE, problem).inside();
    if (in.isNext(Der.context(0, false))) {
      explicit = in.next(problem).small(problem);
    }
    if (in.isNext(Der.context(1, false))) {
      inhibitMapping = in.next(problem).small(problem);
    }
  }

  private void extendedUses(byte[] value) throws BuiltinException {
    String problem = "x509: invalid extended key usages";
    Der in = Der.of(value).next(Der.SEQUENCE, problem).inside();
    while (!in.isEmpty()) {
      Oid oid = in.next(Der.OID, problem).oid(problem);
      int known = ExtendedUse.number(oid.toString());
      if (known < 0) {
        unknownUses.add(oid.toArray());
      } else {
        extendedUses.add(known);
      }
    }
  }

  private void policies(byte[] value) throws BuiltinException {
    String problem = "x509: invalid certificate policies";
    Der in = Der.of(value).next(Der.SEQUENCE, problem).inside();
    while (!in.isEmpty()) {
      Oid oid = in.next(Der.SEQUENCE, problem).inside().next(Der.OID, problem).oid(problem);
      if (policies.contains(oid)) {
        throw BuiltinException.failed("x509: invalid certificate policies");
      }
      policies.add(oid);
    }
  }

  private void policyMappings(byte[] value) throws BuiltinException {
    String problem = "x509: invalid policy mappings extension";
    Der in = Der.of(value).next(Der.SEQUENCE, problem).inside();
    while (!in.isEmpty()) {
      Der pair = in.next(Der.SEQUENCE, problem).inside();
      Oid issuer = pair.next(Der.OID, problem).oid(problem);
      Oid subject = pair.next(Der.OID, problem).oid(problem);
      policyMappings.add(
          RegoObject.builder()
              .put("IssuerDomainPolicy", RegoString.of(issuer.toString()))
              .put("SubjectDomainPolicy", RegoString.of(subject.toString()))
              .build());
    }
  }

  private void access(byte[] value) throws BuiltinException {
    String problem = "x509: invalid authority info access";
    Der in = Der.of(value).next(Der.SEQUENCE, problem).inside();
    while (!in.isEmpty()) {
      Der description = in.next(Der.SEQUENCE, problem).inside();
      String method = description.next(Der.OID, problem).oid(problem).toString();
      if (description.isNext(Der.context(6, false))) {
        String uri = new String(description.next(problem).value(), StandardCharsets.ISO_8859_1);
        switch (method) {
          case "1.3.6.1.5.5.7.48.1" -> ocsp.add(uri);
          case "1.3.6.1.5.5.7.48.2" -> issuers.add(uri);
          default -> {
            // another method
          }
        }
      }
    }
  }

  void show(RegoObject.Builder out) throws BuiltinException {
    names.show(out);
    List<Value> known = new ArrayList<>();
    extendedUses.forEach(use -> known.add(RegoNumber.of(use)));
    out.put("Extensions", Shown.list(all))
        .put("ExtraExtensions", RegoNull.NULL)
        .put("UnhandledCriticalExtensions", Shown.list(unhandled))
        .put("KeyUsage", RegoNumber.of(uses))
        .put("ExtKeyUsage", Shown.list(known))
        .put("UnknownExtKeyUsage", Shown.list(unknownUses))
        .put("BasicConstraintsValid", RegoBoolean.of(basic))
        .put("IsCA", RegoBoolean.of(authority))
        .put("MaxPathLen", RegoNumber.of(pathLength))
        .put("MaxPathLenZero", RegoBoolean.of(basic && pathLength == 0))
        .put("SubjectKeyId", subjectKey)
        .put("AuthorityKeyId", authorityKey)
        .put("OCSPServer", Shown.texts(ocsp))
        .put("IssuingCertificateURL", Shown.texts(issuers))
        .put("CRLDistributionPoints", Shown.texts(revocationLists))
        .put("PolicyIdentifiers", Shown.list(policies.stream().map(Oid::toArray).toList()))
        .put("Policies", Shown.texts(policies.stream().map(Oid::toString).toList()))
        .put("PolicyMappings", Shown.list(policyMappings))
        .put("PermittedDNSDomainsCritical", RegoBoolean.of(constraintsCritical))
        .put("PermittedDNSDomains", Shown.texts(constraints.permittedDns))
        .put("ExcludedDNSDomains", Shown.texts(constraints.excludedDns))
        .put("PermittedEmailAddresses", Shown.texts(constraints.permittedEmails))
        .put("ExcludedEmailAddresses", Shown.texts(constraints.excludedEmails))
        .put("PermittedURIDomains", Shown.texts(constraints.permittedUris))
        .put("ExcludedURIDomains", Shown.texts(constraints.excludedUris))
        .put("PermittedIPRanges", ranges(constraints.permittedIps))
        .put("ExcludedIPRanges", ranges(constraints.excludedIps));
    limit(out, "InhibitAnyPolicy", inhibitAny);
    limit(out, "InhibitPolicyMapping", inhibitMapping);
    limit(out, "RequireExplicitPolicy", explicit);
  }

  private static Value ranges(List<byte[]> ranges) {
    return Shown.list(ranges.stream().map(Addresses::show).toList());
  }

  /** A zero that was written is told from one that was not. */
  private static void limit(RegoObject.Builder out, String name, int value) {
    out.put(name, RegoNumber.of(Math.max(0, value)));
    out.put(name + "Zero", RegoBoolean.of(value == 0));
  }
}
