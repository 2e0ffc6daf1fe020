package dev.bailey.rego.builtin.time;

/** Abbreviations of zones in times that are read. What they stand for is not looked up. */
final class ZoneNames {
  private static final int LARGEST_OFFSET = 23;

  private ZoneNames() {}

  /** The length of the abbreviation at a place, or 0 if there is none. */
  static int length(String text, int at) {
    if (text.startsWith("UTC", at)) {
      return 3;
    }
    if (text.length() - at < 3) {
      return 0;
    }
    if (text.startsWith("ChST", at) || text.startsWith("MeST", at)) {
      return 4;
    }
    if (text.startsWith("GMT", at)) {
      return 3 + signedOffset(text, at + 3);
    }
    if (text.charAt(at) == '+' || text.charAt(at) == '-') {
      return signedOffset(text, at);
    }
    int letters = 0;
    while (letters < 6
        && at + letters < text.length()
        && text.charAt(at + letters) >= 'A'
        && text.charAt(at + letters) <= 'Z') {
      letters++;
    }
    return switch (letters) {
      case 3 -> 3;
      case 4 -> text.charAt(at + 3) == 'T' || text.startsWith("WITA", at) ? 4 : 0;
      case 5 -> text.charAt(at + 4) == 'T' ? 5 : 0;
      default -> 0;
    };
  }

  private static int signedOffset(String text, int at) {
    if (at >= text.length() || (text.charAt(at) != '+' && text.charAt(at) != '-')) {
      return 0;
    }
    int end = at + 1;
    int number = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      number = Math.min(1000, number * 10 + (text.charAt(end) - '0'));
      end++;
    }
    return end == at + 1 || number > LARGEST_OFFSET ? 0 : end - at;
  }
}
