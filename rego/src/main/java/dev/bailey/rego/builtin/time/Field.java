package dev.bailey.rego.builtin.time;

/** What a sign of a layout shows or reads. The reference time is Mon Jan 2 15:04:05 -0700 2006. */
enum Field {
  LONG_YEAR,
  YEAR,
  LONG_MONTH,
  SHORT_MONTH,
  MONTH,
  ZERO_MONTH,
  LONG_WEEKDAY,
  SHORT_WEEKDAY,
  DAY,
  SPACE_DAY,
  ZERO_DAY,
  SPACE_YEAR_DAY,
  ZERO_YEAR_DAY,
  HOUR,
  HOUR_12,
  ZERO_HOUR_12,
  MINUTE,
  ZERO_MINUTE,
  SECOND,
  ZERO_SECOND,
  UPPER_HALF,
  LOWER_HALF,
  ZONE_NAME,
  /** Offsets from UTC, with a {@code Z} for UTC itself or without. */
  Z_SHORT,
  Z,
  Z_COLON,
  Z_SECONDS,
  Z_COLON_SECONDS,
  OFFSET_SHORT,
  OFFSET,
  OFFSET_COLON,
  OFFSET_SECONDS,
  OFFSET_COLON_SECONDS,
  /** A fraction of as many digits as the layout has zeros. */
  FRACTION,
  /** A fraction without the zeros at its end. */
  SHORT_FRACTION,
  /** Nothing: the end of the layout. */
  END;

  boolean isFraction() {
    return this == FRACTION || this == SHORT_FRACTION;
  }

  boolean isZ() {
    return this == Z_SHORT
        || this == Z
        || this == Z_COLON
        || this == Z_SECONDS
        || this == Z_COLON_SECONDS;
  }
}
