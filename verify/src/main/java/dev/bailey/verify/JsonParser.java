package dev.bailey.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads one canonical JSON value and nothing else. After a mistake the position jumps to the end,
 * so that every loop stops; the first mistake is the one reported.
 */
final class JsonParser {
  /** What came of reading. */
  sealed interface Parsed {
    record Value(Json json) implements Parsed {}

    /** The bytes are refused; {@code at} counts bytes from 0. */
    record Malformed(String why, int at) implements Parsed {}
  }

  private final byte[] in;
  private int at;
  private int values;
  private String mistake = "";
  private int mistakeAt;

  private JsonParser(byte[] in) {
    this.in = in;
  }

  /** Reads bytes that must be the canonical form of one value. */
  static Parsed parse(byte[] bytes) {
    JsonParser parser = new JsonParser(bytes);
    Json value = parser.value(0);
    if (parser.ok() && parser.at != bytes.length) {
      value = parser.fail("something follows the value");
    }
    if (!parser.ok()) {
      return new Parsed.Malformed(parser.mistake, parser.mistakeAt);
    }
    return Canonical.matches(value, bytes)
        ? new Parsed.Value(value)
        : new Parsed.Malformed("the JSON is not canonical", 0);
  }

  private boolean ok() {
    return mistake.isEmpty();
  }

  private Json fail(String why) {
    if (ok()) {
      mistake = why;
      mistakeAt = at;
    }
    at = in.length;
    return new Json.Null();
  }

  private int peek() {
    return at < in.length ? in[at] & 0xff : -1;
  }

  private Json value(int depth) {
    if (depth > Limits.JSON_DEPTH) {
      return fail("more than " + Limits.JSON_DEPTH + " levels");
    }
    if (++values > Limits.JSON_VALUES) {
      return fail("more than " + Limits.JSON_VALUES + " values");
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Json.Str(string());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", new Json.Null());
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      case -1 -> fail("a value is missing");
      default -> fail("not a JSON value");
    };
  }

  private Json word(String word, Json value) {
    for (int i = 0; i < word.length(); i++, at++) {
      if (peek() != word.charAt(i)) {
        return fail("not a JSON value");
      }
    }
    return value;
  }

  private Json number() {
    boolean negative = peek() == '-';
    if (negative) {
      at++;
    }
    int first = at;
    long n = 0;
    while (peek() >= '0' && peek() <= '9') {
      n = n * 10 + (peek() - '0');
      if (n > Json.MAX_NUMBER) {
        return fail("a number is too large");
      }
      at++;
    }
    if (at == first || (in[first] == '0' && (at > first + 1 || negative))) {
      return fail("not a whole number in shortest form");
    }
    return new Json.Num(negative ? -n : n);
  }

  private Json array(int depth) {
    List<Json> items = new ArrayList<>();
    at++;
    if (peek() == ']') {
      at++;
      return new Json.Arr(items);
    }
    while (ok()) {
      items.add(value(depth + 1));
      if (!ok() || endOf(']')) {
        break;
      }
    }
    return new Json.Arr(items);
  }

  private Json object(int depth) {
    TreeMap<String, Json> members = new TreeMap<>();
    at++;
    if (peek() == '}') {
      at++;
      return new Json.Obj(members);
    }
    while (ok()) {
      String name = peek() == '"' ? string() : text(fail("a member's name is missing"));
      if (ok() && peek() != ':') {
        fail("a colon is missing");
      }
      at++;
      Json value = value(depth + 1);
      if (ok() && members.putIfAbsent(name, value) != null) {
        fail("a member appears twice");
      }
      if (!ok() || endOf('}')) {
        break;
      }
    }
    return new Json.Obj(members);
  }

  private static String text(Json ignored) {
    return "";
  }

  /** Takes a comma, or the closing sign, and then says true. */
  private boolean endOf(char close) {
    int c = peek();
    if (c != ',' && c != close) {
      fail("a comma or " + close + " is missing");
      return true;
    }
    at++;
    return c == close;
  }

  private String string() {
    int from = ++at;
    boolean simple = true;
    while (peek() != '"') {
      int c = peek();
      if (c < 0x20) {
        return text(fail(c < 0 ? "a text has no end" : "a control character in a text"));
      }
      simple &= c < 0x80 && c != '\\';
      at += c == '\\' ? 2 : 1;
    }
    int to = at++;
    if (simple) {
      return new String(in, from, to - from, StandardCharsets.US_ASCII);
    }
    return unescape(from, to);
  }

  private String unescape(int from, int to) {
    String raw;
    try {
      raw =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(in, from, to - from))
              .toString();
    } catch (CharacterCodingException notUtf8) {
      return text(fail("a text is not UTF-8"));
    }
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length() && ok(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
      } else {
        i = escape(raw, i + 1, text);
      }
    }
    return text.toString();
  }

  /** Reads the escape whose letter is at {@code i}; gives the index of its last character. */
  private int escape(String raw, int i, StringBuilder text) {
    char letter = raw.charAt(i);
    int simple = "\"\\btnfr".indexOf(letter);
    if (simple >= 0) {
      text.append("\"\\\b\t\n\f\r".charAt(simple));
      return i;
    }
    // Only control characters may be written this way, so there is no question of surrogates.
    if (letter == 'u' && i + 4 < raw.length() && Hash.isHex(raw.substring(i + 1, i + 5), 4)) {
      int code = Integer.parseInt(raw.substring(i + 1, i + 5), 16);
      if (code < 0x20) {
        text.append((char) code);
        return i + 4;
      }
    }
    fail("an escape that is not the shortest");
    return raw.length();
  }
}
