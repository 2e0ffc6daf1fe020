package dev.bailey.rego.extra.schema;

import com.google.re2j.Pattern;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.encoding.Uri;
import dev.bailey.rego.builtin.net.AddressText;
import dev.bailey.rego.builtin.regex.Patterns;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;

/** The forms of strings that schemas can ask for by name; other names mean nothing. */
final class Formats {
  private static final Pattern HOST =
      Pattern.compile(
          "^([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9])"
              + "(\\.([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9]))*$");
  private static final Pattern UUID =
      Pattern.compile("(?i)^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$");
  private static final Pattern POINTER = Pattern.compile("^(?:/(?:[^~/]|~0|~1)*)*$");
  private static final Pattern RELATIVE_POINTER =
      Pattern.compile("^(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^~/]|~0|~1)*)*)$");
  private static final Pattern DATE = Pattern.compile("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
  private static final Pattern TIME =
      Pattern.compile("^[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?$");
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?"
              + "(Z|[+-][0-9]{2}:[0-9]{2})$");
  private static final Pattern MAIL =
      Pattern.compile("^[^@\\s<>\",;:\\\\\\[\\]()]+@[^@\\s<>\",;:\\\\()]+$");

  private Formats() {}

  static boolean matches(String format, String text) {
    return switch (format) {
      case "date" -> DATE.matches(text) && isDate(text);
      case "time" -> TIME.matches(text) && isTime(text);
      case "date-time" ->
          isMoment(text)
              || (DATE.matches(text) && isDate(text))
              || (TIME.matches(text) && isTime(text));
      case "hostname" -> text.length() < 256 && HOST.matches(text);
      case "email", "idn-email" -> MAIL.matches(text);
      case "ipv4" -> text.indexOf('.') >= 0 && AddressText.bytes(text).length > 0;
      case "ipv6" -> text.indexOf(':') >= 0 && AddressText.bytes(text).length > 0;
      case "uri", "iri" -> isUri(text, true);
      case "uri-reference", "iri-reference" -> isUri(text, false);
      case "uri-template" ->
          isUri(text.replaceAll("\\{[^{}]*\\}", "x"), false)
              && text.chars().filter(c -> c == '{').count()
                  == text.chars().filter(c -> c == '}').count();
      case "uuid" -> UUID.matches(text);
      case "regex" -> isPattern(text);
      case "json-pointer" -> POINTER.matches(text);
      case "relative-json-pointer" -> RELATIVE_POINTER.matches(text);
      default -> true;
    };
  }

  private static boolean isMoment(String text) {
    return DATE_TIME.matches(text) && isDate(text.substring(0, 10)) && isTime(text.substring(11));
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isTime(String text) {
    try {
      LocalTime.parse(text.substring(0, 8));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isUri(String text, boolean absolute) {
    try {
      Uri uri = Uri.parse(text);
      return text.indexOf('\\') < 0 && !(absolute && uri.scheme().isEmpty());
    } catch (BuiltinException e) {
      return false;
    }
  }

  private static boolean isPattern(String text) {
    try {
      Patterns.compiled(text);
      return true;
    } catch (BuiltinException e) {
      return false;
    }
  }
}
