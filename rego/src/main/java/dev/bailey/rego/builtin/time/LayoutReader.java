package dev.bailey.rego.builtin.time;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.time.Layout.Part;
import java.math.BigInteger;

/** Reads a time in a layout. */
final class LayoutReader {
  private final Layout layout;
  private final String value;
  private final TimeFields fields = new TimeFields();
  private int at;

  private LayoutReader(Layout layout, String value) {
    this.layout = layout;
    this.value = value;
  }

  /** Nanoseconds since 1970. */
  static BigInteger read(Layout layout, String value) throws BuiltinException {
    return new LayoutReader(layout, value).run();
  }

  private BigInteger run() throws BuiltinException {
    for (int i = 0; i < layout.parts().size(); i++) {
      Part part = layout.parts().get(i);
      if (!literal(part.literal())) {
        throw unreadable(at, part.literal());
      }
      if (part.field() == Field.END) {
        break;
      }
      int from = at;
      if (!field(part)) {
        throw unreadable(from, part.shown());
      }
      boolean second = part.field() == Field.SECOND || part.field() == Field.ZERO_SECOND;
      if (second && !layout.parts().get(i + 1).field().isFraction()) {
        fraction();
      }
      String range = fields.outOfRange();
      if (!range.isEmpty()) {
        throw failed(": " + range + " out of range");
      }
    }
    if (at < value.length()) {
      throw failed(": extra text: " + TimeQuote.quote(value.substring(at)));
    }
    String wrong = fields.settle();
    if (!wrong.isEmpty()) {
      throw failed(": " + wrong);
    }
    return fields.nanoseconds();
  }

  /** Skips a literal; any run of spaces in it stands for any other, even for none at the end. */
  private boolean literal(String text) {
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == ' ') {
        if (at < value.length() && value.charAt(at) != ' ') {
          return false;
        }
        while (i < text.length() && text.charAt(i) == ' ') {
          i++;
        }
        while (at < value.length() && value.charAt(at) == ' ') {
          at++;
        }
      } else if (at < value.length() && value.charAt(at) == text.charAt(i)) {
        at++;
        i++;
      } else {
        return false;
      }
    }
    return true;
  }

  private boolean field(Part part) {
    switch (part.field()) {
      case LONG_YEAR -> fields.year = digits(4, 4);
      case YEAR -> {
        int year = digits(2, 2);
        fields.year = year < 0 ? -1 : year + (year >= 69 ? 1900 : 2000);
      }
      case LONG_MONTH -> fields.month = name(Names.MONTHS, false);
      case SHORT_MONTH -> fields.month = name(Names.MONTHS, true);
      case MONTH -> fields.month = digits(1, 2);
      case ZERO_MONTH -> fields.month = digits(2, 2);
      case LONG_WEEKDAY -> {
        return name(Names.WEEKDAYS, false) > 0;
      }
      case SHORT_WEEKDAY -> {
        return name(Names.WEEKDAYS, true) > 0;
      }
      case DAY -> fields.day = digits(1, 2);
      case SPACE_DAY -> {
        spaces(1);
        fields.day = digits(1, 2);
      }
      case ZERO_DAY -> fields.day = digits(2, 2);
      case SPACE_YEAR_DAY -> {
        spaces(2);
        fields.yearDay = digits(1, 3);
      }
      case ZERO_YEAR_DAY -> fields.yearDay = digits(3, 3);
      case HOUR -> fields.hour = digits(1, 2);
      case HOUR_12 -> fields.hour12 = digits(1, 2);
      case ZERO_HOUR_12 -> fields.hour12 = digits(2, 2);
      case MINUTE -> fields.minute = digits(1, 2);
      case ZERO_MINUTE -> fields.minute = digits(2, 2);
      case SECOND -> fields.second = digits(1, 2);
      case ZERO_SECOND -> fields.second = digits(2, 2);
      case UPPER_HALF -> fields.half = half("AM", "PM");
      case LOWER_HALF -> fields.half = half("am", "pm");
      case ZONE_NAME -> {
        return zoneName();
      }
      case FRACTION -> {
        return exactFraction(part.shown().length());
      }
      case SHORT_FRACTION -> fraction();
      case END -> {}
      default -> {
        return offset(part.field());
      }
    }
    return fields.complete();
  }

  private void spaces(int most) {
    for (int i = 0; i < most && at < value.length() && value.charAt(at) == ' '; i++) {
      at++;
    }
  }

  private boolean digitAt(int index) {
    return index < value.length() && value.charAt(index) >= '0' && value.charAt(index) <= '9';
  }

  /** A number of that many digits, or -1. */
  private int digits(int least, int most) {
    int number = 0;
    int count = 0;
    while (count < most && digitAt(at + count)) {
      number = number * 10 + (value.charAt(at + count) - '0');
      count++;
    }
    if (count < least) {
      return -1;
    }
    at += count;
    return number;
  }

  /** The number of a name, from 1, or -1. */
  private int name(String[] names, boolean brief) {
    for (int i = 0; i < names.length; i++) {
      int length = brief ? 3 : names[i].length();
      if (value.regionMatches(true, at, names[i], 0, length)) {
        at += length;
        return i + 1;
      }
    }
    return -1;
  }

  private int half(String morning, String evening) {
    boolean late = value.startsWith(evening, at);
    if (!late && !value.startsWith(morning, at)) {
      return -1;
    }
    at += 2;
    return late ? TimeFields.EVENING : TimeFields.MORNING;
  }

  private boolean zoneName() {
    int length = ZoneNames.length(value, at);
    at += length;
    return length > 0;
  }

  private boolean isPointAt(int index) {
    return index < value.length() && (value.charAt(index) == '.' || value.charAt(index) == ',');
  }

  private boolean exactFraction(int length) {
    if (!isPointAt(at) || at + length > value.length()) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      if (!digitAt(at + i)) {
        return false;
      }
    }
    takeFraction(at + length);
    return true;
  }

  /** A point and digits, if there are any. */
  private void fraction() {
    if (isPointAt(at) && digitAt(at + 1)) {
      int end = at + 1;
      while (digitAt(end)) {
        end++;
      }
      takeFraction(end);
    }
  }

  /** Digits behind the ninth do not count. */
  private void takeFraction(int end) {
    int nanos = 0;
    for (int i = 1; i <= 9; i++) {
      nanos = nanos * 10 + (at + i < end ? value.charAt(at + i) - '0' : 0);
    }
    fields.nanos = nanos;
    at = end;
  }

  private boolean offset(Field field) {
    if (field.isZ() && at < value.length() && value.charAt(at) == 'Z') {
      at++;
      fields.offset = 0;
      return true;
    }
    char sign = at < value.length() ? value.charAt(at) : ' ';
    if (sign != '+' && sign != '-') {
      return false;
    }
    at++;
    int hours = digits(2, 2);
    int minutes = 0;
    int seconds = 0;
    switch (field) {
      case Z, OFFSET -> minutes = digits(2, 2);
      case Z_COLON, OFFSET_COLON -> minutes = behindColon();
      case Z_SECONDS, OFFSET_SECONDS -> {
        minutes = digits(2, 2);
        seconds = digits(2, 2);
      }
      case Z_COLON_SECONDS, OFFSET_COLON_SECONDS -> {
        minutes = behindColon();
        seconds = behindColon();
      }
      default -> {}
    }
    if (hours < 0 || minutes < 0 || seconds < 0) {
      return false;
    }
    fields.offset(sign == '-', hours, minutes, seconds);
    return true;
  }

  private int behindColon() {
    if (at >= value.length() || value.charAt(at) != ':') {
      return -1;
    }
    at++;
    return digits(2, 2);
  }

  private BuiltinException unreadable(int from, String wanted) {
    return failed(
        " as "
            + TimeQuote.quote(layout.text())
            + ": cannot parse "
            + TimeQuote.quote(value.substring(Math.min(from, value.length())))
            + " as "
            + TimeQuote.quote(wanted));
  }

  private BuiltinException failed(String what) {
    return BuiltinException.failed("parsing time " + TimeQuote.quote(value) + what);
  }
}
