package dev.bailey.rego.builtin.time;

/** The signs of layouts: which parts of a layout stand for a field. */
final class LayoutSigns {
  private static final String[] MINUS = {"-070000", "-07:00:00", "-0700", "-07:00", "-07"};
  private static final String[] ZULU = {"Z070000", "Z07:00:00", "Z0700", "Z07:00", "Z07"};

  private LayoutSigns() {}

  /** The length of the sign at a place, or 0 if there is none. */
  static int lengthAt(String text, int at) {
    return switch (text.charAt(at)) {
      case 'J' -> name(text, at, "January", "Jan");
      case 'M' -> Math.max(name(text, at, "Monday", "Mon"), text.startsWith("MST", at) ? 3 : 0);
      case '0' -> {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        yield next >= '1' && next <= '6' ? 2 : text.startsWith("002", at) ? 3 : 0;
      }
      case '1' -> text.startsWith("15", at) ? 2 : 1;
      case '2' -> text.startsWith("2006", at) ? 4 : 1;
      case '_' ->
          text.startsWith("__2", at)
              ? 3
              : text.startsWith("_2", at) && !text.startsWith("_2006", at) ? 2 : 0;
      case '3', '4', '5' -> 1;
      case 'P' -> text.startsWith("PM", at) ? 2 : 0;
      case 'p' -> text.startsWith("pm", at) ? 2 : 0;
      case '-' -> longest(text, at, MINUS);
      case 'Z' -> longest(text, at, ZULU);
      case '.', ',' -> fraction(text, at);
      default -> 0;
    };
  }

  private static int name(String text, int at, String whole, String brief) {
    if (text.startsWith(whole, at)) {
      return whole.length();
    }
    int end = at + brief.length();
    boolean goesOn = end < text.length() && text.charAt(end) >= 'a' && text.charAt(end) <= 'z';
    return text.startsWith(brief, at) && !goesOn ? brief.length() : 0;
  }

  private static int longest(String text, int at, String[] signs) {
    for (String sign : signs) {
      if (text.startsWith(sign, at)) {
        return sign.length();
      }
    }
    return 0;
  }

  /** Zeros or nines that no further digit follows. */
  private static int fraction(String text, int at) {
    char digit = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if (digit != '0' && digit != '9') {
      return 0;
    }
    int end = at + 1;
    while (end < text.length() && text.charAt(end) == digit) {
      end++;
    }
    boolean goesOn = end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9';
    return goesOn ? 0 : end - at;
  }

  static Field field(String sign) {
    return switch (sign) {
      case "January" -> Field.LONG_MONTH;
      case "Jan" -> Field.SHORT_MONTH;
      case "Monday" -> Field.LONG_WEEKDAY;
      case "Mon" -> Field.SHORT_WEEKDAY;
      case "MST" -> Field.ZONE_NAME;
      case "01" -> Field.ZERO_MONTH;
      case "02" -> Field.ZERO_DAY;
      case "03" -> Field.ZERO_HOUR_12;
      case "04" -> Field.ZERO_MINUTE;
      case "05" -> Field.ZERO_SECOND;
      case "06" -> Field.YEAR;
      case "002" -> Field.ZERO_YEAR_DAY;
      case "15" -> Field.HOUR;
      case "1" -> Field.MONTH;
      case "2006" -> Field.LONG_YEAR;
      case "2" -> Field.DAY;
      case "_2" -> Field.SPACE_DAY;
      case "__2" -> Field.SPACE_YEAR_DAY;
      case "3" -> Field.HOUR_12;
      case "4" -> Field.MINUTE;
      case "5" -> Field.SECOND;
      case "PM" -> Field.UPPER_HALF;
      case "pm" -> Field.LOWER_HALF;
      case "-07" -> Field.OFFSET_SHORT;
      case "-0700" -> Field.OFFSET;
      case "-07:00" -> Field.OFFSET_COLON;
      case "-070000" -> Field.OFFSET_SECONDS;
      case "-07:00:00" -> Field.OFFSET_COLON_SECONDS;
      case "Z07" -> Field.Z_SHORT;
      case "Z0700" -> Field.Z;
      case "Z07:00" -> Field.Z_COLON;
      case "Z070000" -> Field.Z_SECONDS;
      case "Z07:00:00" -> Field.Z_COLON_SECONDS;
      default -> sign.charAt(1) == '0' ? Field.FRACTION : Field.SHORT_FRACTION;
    };
  }
}
