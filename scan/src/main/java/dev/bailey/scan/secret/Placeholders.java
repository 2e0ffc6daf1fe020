package dev.bailey.scan.secret;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What stands in the place of a secret in examples, and what says where one is to come from. */
final class Placeholders {
  private static final Set<String> WORDS =
      Set.of(
          "password",
          "passwd",
          "pass",
          "secret",
          "token",
          "apikey",
          "api_key",
          "api-key",
          "none",
          "null",
          "nil",
          "true",
          "false",
          "todo",
          "string",
          "str",
          "text",
          "required",
          "optional",
          "hidden",
          "redacted",
          "masked",
          "undefined",
          "empty",
          "default",
          "user",
          "username",
          "bearer",
          "basic",
          "value");

  private static final List<String> PARTS =
      List.of(
          "example",
          "changeme",
          "change_me",
          "change-me",
          "placeholder",
          "your_",
          "your-",
          "<your",
          "dummy",
          "redacted",
          "insert_",
          "replace_",
          "xxxx",
          "****",
          "....",
          "1234567890abcdef");

  private static final int LOOKED_AT = 64;

  private Placeholders() {}

  static boolean is(String whole) {
    String value = whole.length() > LOOKED_AT ? whole.substring(0, LOOKED_AT) : whole;
    String lower = value.toLowerCase(Locale.ROOT);
    return value.chars().distinct().count() < 3
        || WORDS.contains(lower)
        || PARTS.stream().anyMatch(lower::contains)
        || value.startsWith("$")
        || value.startsWith("%")
        || value.startsWith("<")
        || value.startsWith("[")
        || value.startsWith("/")
        || value.startsWith("./")
        || value.startsWith("~")
        || value.contains("${")
        || value.contains("{{")
        || value.startsWith("{");
  }
}
