package dev.bailey.rego.builtin.time;

import dev.bailey.rego.builtin.BuiltinException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;

/** Time zones by their names in the tz database. */
final class Zones {
  private static final Set<String> KNOWN = ZoneId.getAvailableZoneIds();

  /**
   * The abbreviations that the tz database has. Java knows more; those are places where the
   * database has numbers instead.
   */
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "ACDT", "ACST", "ADT", "AEDT", "AEST", "AKDT", "AKST", "AST", "AWST", "BST", "CAT", "CDT",
          "CEST", "CET", "CST", "EAT", "EDT", "EEST", "EET", "EST", "GMT", "HDT", "HKT", "HST",
          "IDT", "IST", "JST", "KST", "MDT", "MSK", "MST", "NDT", "NST", "NZDT", "NZST", "PDT",
          "PKT", "PST", "SAST", "SST", "UTC", "WAT", "WEST", "WET", "WIB", "WIT", "WITA");

  private Zones() {}

  static ZoneId of(String name) throws BuiltinException {
    return switch (name) {
      case "", "UTC" -> ZoneOffset.UTC;
      case "Local" -> ZoneId.systemDefault();
      case "EST" -> ZoneId.of("America/Panama");
      case "MST" -> ZoneId.of("America/Phoenix");
      case "HST" -> ZoneId.of("Pacific/Honolulu");
      default -> {
        if (name.contains("..") || name.startsWith("/") || name.contains("\\")) {
          throw BuiltinException.failed("time: invalid location name");
        }
        if (!KNOWN.contains(name) || name.startsWith("SystemV/")) {
          throw BuiltinException.failed("unknown time zone " + name);
        }
        yield ZoneId.of(name);
      }
    };
  }

  static String abbreviation(ZonedDateTime time) {
    if (time.getZone() instanceof ZoneOffset) {
      return "UTC";
    }
    boolean summer = time.getZone().getRules().isDaylightSavings(time.toInstant());
    String name =
        switch (time.getZone().getId()) {
          case "Asia/Manila" -> "PST";
          case "Pacific/Guam", "Pacific/Saipan" -> "ChST";
          default ->
              TimeZone.getTimeZone(time.getZone())
                  .getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
        };
    return ABBREVIATIONS.contains(name) || name.equals("ChST") ? name : number(time);
  }

  private static String number(ZonedDateTime time) {
    int minutes = time.getOffset().getTotalSeconds() / 60;
    String hours = "%c%02d".formatted(minutes < 0 ? '-' : '+', Math.abs(minutes) / 60);
    return minutes % 60 == 0 ? hours : hours + "%02d".formatted(Math.abs(minutes) % 60);
  }
}
