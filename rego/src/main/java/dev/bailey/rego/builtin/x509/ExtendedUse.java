package dev.bailey.rego.builtin.x509;

/** What a certificate may be used for, with the place in this list as its number. */
enum ExtendedUse {
  ANY("KeyUsageAny", "2.5.29.37.0"),
  SERVER_AUTH("KeyUsageServerAuth", "1.3.6.1.5.5.7.3.1"),
  CLIENT_AUTH("KeyUsageClientAuth", "1.3.6.1.5.5.7.3.2"),
  CODE_SIGNING("KeyUsageCodeSigning", "1.3.6.1.5.5.7.3.3"),
  EMAIL_PROTECTION("KeyUsageEmailProtection", "1.3.6.1.5.5.7.3.4"),
  IPSEC_END_SYSTEM("KeyUsageIPSECEndSystem", "1.3.6.1.5.5.7.3.5"),
  IPSEC_TUNNEL("KeyUsageIPSECTunnel", "1.3.6.1.5.5.7.3.6"),
  IPSEC_USER("KeyUsageIPSECUser", "1.3.6.1.5.5.7.3.7"),
  TIME_STAMPING("KeyUsageTimeStamping", "1.3.6.1.5.5.7.3.8"),
  OCSP_SIGNING("KeyUsageOCSPSigning", "1.3.6.1.5.5.7.3.9"),
  MICROSOFT_GATED("KeyUsageMicrosoftServerGatedCrypto", "1.3.6.1.4.1.311.10.3.3"),
  NETSCAPE_GATED("KeyUsageNetscapeServerGatedCrypto", "2.16.840.1.113730.4.1"),
  MICROSOFT_COMMERCIAL("KeyUsageMicrosoftCommercialCodeSigning", "1.3.6.1.4.1.311.2.1.22"),
  MICROSOFT_KERNEL("KeyUsageMicrosoftKernelCodeSigning", "1.3.6.1.4.1.311.61.1.1");

  private final String name;
  private final String oid;

  ExtendedUse(String name, String oid) {
    this.name = name;
    this.oid = oid;
  }

  /** The number of the use that has this identifier; -1 if none has. */
  static int number(String oid) {
    for (int i = 0; i < values().length; i++) {
      if (values()[i].oid.equals(oid)) {
        return i;
      }
    }
    return -1;
  }

  /** The number of the use that options call so; -1 if none is. */
  static int called(String name) {
    for (int i = 0; i < values().length; i++) {
      if (values()[i].name.equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
