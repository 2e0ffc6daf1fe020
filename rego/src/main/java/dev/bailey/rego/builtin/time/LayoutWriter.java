package dev.bailey.rego.builtin.time;

import java.time.ZonedDateTime;

/** Writes a time in a layout. */
final class LayoutWriter {
  private final StringBuilder out = new StringBuilder();
  private final ZonedDateTime time;

  private LayoutWriter(ZonedDateTime time) {
    this.time = time;
  }

  static String write(Layout layout, ZonedDateTime time) {
    LayoutWriter writer = new LayoutWriter(time);
    for (Layout.Part part : layout.parts()) {
      writer.out.append(part.literal());
      writer.field(part);
    }
    return writer.out.toString();
  }

  private void field(Layout.Part part) {
    switch (part.field()) {
      case LONG_YEAR -> number(time.getYear(), 4, '0');
      case YEAR -> number(Math.floorMod(time.getYear(), 100), 2, '0');
      case LONG_MONTH -> out.append(Names.MONTHS[time.getMonthValue() - 1]);
      case SHORT_MONTH -> out.append(Names.MONTHS[time.getMonthValue() - 1], 0, 3);
      case MONTH -> out.append(time.getMonthValue());
      case ZERO_MONTH -> number(time.getMonthValue(), 2, '0');
      case LONG_WEEKDAY -> out.append(Names.weekday(time));
      case SHORT_WEEKDAY -> out.append(Names.weekday(time), 0, 3);
      case DAY -> out.append(time.getDayOfMonth());
      case SPACE_DAY -> number(time.getDayOfMonth(), 2, ' ');
      case ZERO_DAY -> number(time.getDayOfMonth(), 2, '0');
      case SPACE_YEAR_DAY -> number(time.getDayOfYear(), 3, ' ');
      case ZERO_YEAR_DAY -> number(time.getDayOfYear(), 3, '0');
      case HOUR -> number(time.getHour(), 2, '0');
      case HOUR_12 -> out.append(hour12());
      case ZERO_HOUR_12 -> number(hour12(), 2, '0');
      case MINUTE -> out.append(time.getMinute());
      case ZERO_MINUTE -> number(time.getMinute(), 2, '0');
      case SECOND -> out.append(time.getSecond());
      case ZERO_SECOND -> number(time.getSecond(), 2, '0');
      case UPPER_HALF -> out.append(time.getHour() >= 12 ? "PM" : "AM");
      case LOWER_HALF -> out.append(time.getHour() >= 12 ? "pm" : "am");
      case ZONE_NAME -> out.append(Zones.abbreviation(time));
      case FRACTION, SHORT_FRACTION -> fraction(part);
      case END -> {}
      default -> offset(part.field());
    }
  }

  private int hour12() {
    int hour = time.getHour() % 12;
    return hour == 0 ? 12 : hour;
  }

  private void number(int number, int width, char filler) {
    String digits = Integer.toString(number);
    for (int i = digits.length(); i < width; i++) {
      out.append(filler);
    }
    out.append(digits);
  }

  private void fraction(Layout.Part part) {
    int wanted = part.shown().length() - 1;
    StringBuilder digits = new StringBuilder(Integer.toString(time.getNano()));
    digits.insert(0, "0".repeat(9 - digits.length()));
    digits.append("0".repeat(Math.max(0, wanted - 9)));
    digits.setLength(wanted);
    if (part.field() == Field.SHORT_FRACTION) {
      while (!digits.isEmpty() && digits.charAt(digits.length() - 1) == '0') {
        digits.setLength(digits.length() - 1);
      }
      if (digits.isEmpty()) {
        return;
      }
    }
    out.append(part.shown().charAt(0)).append(digits);
  }

  private void offset(Field field) {
    int seconds = time.getOffset().getTotalSeconds();
    if (field.isZ() && seconds == 0) {
      out.append('Z');
      return;
    }
    int minutes = Math.abs(seconds / 60);
    boolean colon =
        switch (field) {
          case Z_COLON, OFFSET_COLON, Z_COLON_SECONDS, OFFSET_COLON_SECONDS -> true;
          default -> false;
        };
    out.append(seconds / 60 < 0 || (minutes == 0 && seconds < 0) ? '-' : '+');
    number(minutes / 60, 2, '0');
    if (field == Field.Z_SHORT || field == Field.OFFSET_SHORT) {
      return;
    }
    out.append(colon ? ":" : "");
    number(minutes % 60, 2, '0');
    switch (field) {
      case Z_SECONDS, OFFSET_SECONDS, Z_COLON_SECONDS, OFFSET_COLON_SECONDS -> {
        out.append(colon ? ":" : "");
        number(Math.abs(seconds) % 60, 2, '0');
      }
      default -> {}
    }
  }
}
