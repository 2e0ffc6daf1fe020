package dev.bailey.rego.builtin.time;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.Year;

/** What has been read of a time so far; -1 stands in a field that could not be read. */
final class TimeFields {
  static final int MORNING = 1;
  static final int EVENING = 2;

  private static final int NOT_GIVEN = -2;
  private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

  int year;
  int month = NOT_GIVEN;
  int day = NOT_GIVEN;
  int yearDay = NOT_GIVEN;
  int hour;
  int hour12;
  int minute;
  int second;
  int nanos;
  int half;

  /** Seconds ahead of UTC. */
  int offset;

  private String offsetOutOfRange = "";

  boolean complete() {
    return year != -1
        && month != -1
        && day != -1
        && yearDay != -1
        && hour != -1
        && hour12 != -1
        && minute != -1
        && second != -1
        && half != -1;
  }

  void offset(boolean behind, int hours, int minutes, int seconds) {
    offsetOutOfRange =
        hours > 24
            ? "time zone offset hour"
            : minutes > 60
                ? "time zone offset minute"
                : seconds > 60 ? "time zone offset second" : "";
    offset = (hours * 60 + minutes) * 60 + seconds;
    if (behind) {
      offset = -offset;
    }
  }

  /** The name of the field that is out of its range, or nothing. */
  String outOfRange() {
    if (month != NOT_GIVEN && (month < 1 || month > 12)) {
      return "month";
    }
    if (hour > 23 || hour12 > 12) {
      return "hour";
    }
    if (minute > 59) {
      return "minute";
    }
    return second > 59 ? "second" : offsetOutOfRange;
  }

  /** Brings the fields together; says what is wrong with them, or nothing. */
  String settle() {
    hour = Math.max(hour, hour12);
    if (half == EVENING && hour < 12) {
      hour += 12;
    } else if (half == MORNING && hour == 12) {
      hour = 0;
    }
    if (yearDay != NOT_GIVEN) {
      if (yearDay < 1 || yearDay > Year.of(year).length()) {
        return "day-of-year out of range";
      }
      LocalDate date = LocalDate.ofYearDay(year, yearDay);
      if (month != NOT_GIVEN && month != date.getMonthValue()) {
        return "day-of-year does not match month";
      }
      if (day != NOT_GIVEN && day != date.getDayOfMonth()) {
        return "day-of-year does not match day";
      }
      month = date.getMonthValue();
      day = date.getDayOfMonth();
    }
    month = month == NOT_GIVEN ? 1 : month;
    day = day == NOT_GIVEN ? 1 : day;
    boolean exists = day >= 1 && day <= LocalDate.of(year, month, 1).lengthOfMonth();
    return exists ? "" : "day out of range";
  }

  BigInteger nanoseconds() {
    long days = LocalDate.of(year, month, day).toEpochDay();
    long seconds = ((days * 24 + hour) * 60 + minute) * 60 + second - offset;
    return BigInteger.valueOf(seconds).multiply(BILLION).add(BigInteger.valueOf(nanos));
  }
}
