package dev.bailey.rego.builtin.time;

import java.time.ZonedDateTime;

/** English names of months and days; the short ones are their first three letters. */
final class Names {
  static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };

  /** Monday first. */
  static final String[] WEEKDAYS = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
  };

  private Names() {}

  static String weekday(ZonedDateTime time) {
    return WEEKDAYS[time.getDayOfWeek().getValue() - 1];
  }
}
