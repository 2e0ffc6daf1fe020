package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;

/** The numbers by which algorithms of signatures are shown. */
final class SignatureAlgorithms {
  private static final String PSS = "1.2.840.113549.1.1.10";
  private static final String ED25519 = "1.3.101.112";
  private static final int UNKNOWN = 0;

  private SignatureAlgorithms() {}

  static int number(Der.Element identifier, String problem) throws BuiltinException {
    Der in = identifier.inside();
    String oid = in.next(Der.OID, problem).oid(problem).toString();
    return switch (oid) {
      case "1.2.840.113549.1.1.2" -> 1;
      case "1.2.840.113549.1.1.4" -> 2;
      case "1.2.840.113549.1.1.5", "1.3.14.3.2.29" -> 3;
      case "1.2.840.113549.1.1.11" -> 4;
      case "1.2.840.113549.1.1.12" -> 5;
      case "1.2.840.113549.1.1.13" -> 6;
      case "1.2.840.10040.4.3" -> 7;
      case "2.16.840.1.101.3.4.3.2" -> 8;
      case "1.2.840.10045.4.1" -> 9;
      case "1.2.840.10045.4.3.2" -> 10;
      case "1.2.840.10045.4.3.3" -> 11;
      case "1.2.840.10045.4.3.4" -> 12;
      case PSS -> pss(in);
      case ED25519 -> in.isEmpty() ? 16 : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  /** Whether signatures made with it count: not if their digest is broken. */
  static boolean isTrusted(int number) {
    return number >= 4 && number != 7 && number != 9;
  }

  /** Known are only the usual parameters: one digest everywhere, and as much salt. */
  private static int pss(Der in) {
    try {
      Der parameters = in.next(Der.SEQUENCE, "").inside();
      Der hash = parameters.next(Der.context(0, true), "").inside().next(Der.SEQUENCE, "").inside();
      String digest = hash.next(Der.OID, "").oid("").toString();
      Der mask = parameters.next(Der.context(1, true), "").inside().next(Der.SEQUENCE, "").inside();
      String function = mask.next(Der.OID, "").oid("").toString();
      Der maskHash = mask.next(Der.SEQUENCE, "").inside();
      String maskDigest = maskHash.next(Der.OID, "").oid("").toString();
      int salt = parameters.next(Der.context(2, true), "").inside().next(Der.INTEGER, "").small("");
      if (!function.equals("1.2.840.113549.1.1.8") || !digest.equals(maskDigest)) {
        return UNKNOWN;
      }
      return switch (digest) {
        case "2.16.840.1.101.3.4.2.1" -> salt == 32 ? 13 : UNKNOWN;
        case "2.16.840.1.101.3.4.2.2" -> salt == 48 ? 14 : UNKNOWN;
        case "2.16.840.1.101.3.4.2.3" -> salt == 64 ? 15 : UNKNOWN;
        default -> UNKNOWN;
      };
    } catch (BuiltinException e) {
      return UNKNOWN;
    }
  }
}
