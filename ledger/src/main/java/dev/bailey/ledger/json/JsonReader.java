package dev.bailey.ledger.json;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) strictly: valid UTF-8 only, no duplicate members, bounded depth and number
 * length, nothing after the value. What it does not accept is returned as {@link Result.Malformed}.
 */
public final class JsonReader {
  /** Deepest nesting accepted. */
  public static final int MAX_DEPTH = 64;

  /** Longest number accepted, in characters; longer ones could make decimal arithmetic slow. */
  public static final int MAX_NUMBER_LENGTH = 64;

  /** What became of the input. */
  public sealed interface Result {
    /** The value that was read. */
    record Value(Json json) implements Result {}

    /** Why there is no value; the offset counts characters from the start. */
    record Malformed(int offset, String reason) implements Result {}
  }

  private final String in;
  private int at;

  private JsonReader(String in) {
    this.in = in;
  }

  /** Reads one JSON value from its UTF-8 bytes. */
  public static Result read(byte[] utf8) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8))
              .toString();
    } catch (CharacterCodingException invalid) {
      return new Result.Malformed(0, "not valid UTF-8");
    }
    return read(text);
  }

  /** Reads one JSON value from text. */
  public static Result read(String text) {
    JsonReader reader = new JsonReader(text);
    try {
      reader.space();
      Json value = reader.value(0);
      reader.space();
      if (reader.at != text.length()) {
        throw reader.bad("something follows the value");
      }
      return new Result.Value(value);
    } catch (Bad bad) {
      return new Result.Malformed(bad.offset, bad.reason);
    }
  }

  private Json value(int depth) throws Bad {
    if (depth > MAX_DEPTH) {
      throw bad("nested deeper than " + MAX_DEPTH);
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Json.Str(string());
      case 't' -> literal("true", Json.Bool.TRUE);
      case 'f' -> literal("false", Json.Bool.FALSE);
      case 'n' -> literal("null", Json.Null.NULL);
      default -> number();
    };
  }

  private Json object(int depth) throws Bad {
    at++;
    Map<String, Json> members = new LinkedHashMap<>();
    space();
    if (peek() == '}') {
      at++;
      return new Json.Obj(members);
    }
    while (true) {
      space();
      int start = at;
      if (peek() != '"') {
        throw bad("a member name is expected");
      }
      String name = string();
      space();
      expect(':');
      space();
      if (members.put(name, value(depth + 1)) != null) {
        at = start;
        throw bad("member given twice: " + name);
      }
      space();
      if (peek() == '}') {
        at++;
        return new Json.Obj(members);
      }
      expect(',');
    }
  }

  private Json array(int depth) throws Bad {
    at++;
    List<Json> items = new ArrayList<>();
    space();
    if (peek() == ']') {
      at++;
      return new Json.Arr(items);
    }
    while (true) {
      space();
      items.add(value(depth + 1));
      space();
      if (peek() == ']') {
        at++;
        return new Json.Arr(items);
      }
      expect(',');
    }
  }

  private String string() throws Bad {
    at++;
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        return checkedPairs(out.toString());
      } else if (c == '\\') {
        char escape = peek();
        at++;
        switch (escape) {
          case '"', '\\', '/' -> out.append(escape);
          case 'b' -> out.append('\b');
          case 'f' -> out.append('\f');
          case 'n' -> out.append('\n');
          case 'r' -> out.append('\r');
          case 't' -> out.append('\t');
          case 'u' -> out.append(hex());
          default -> throw bad("unknown escape");
        }
      } else if (c < 0x20) {
        throw bad("a control character must be escaped");
      } else {
        out.append(c);
      }
    }
  }

  private String checkedPairs(String text) throws Bad {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw bad("half of a surrogate pair");
      }
    }
    return text;
  }

  private char hex() throws Bad {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw bad("four hexadecimal digits are expected");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private Json number() throws Bad {
    int start = at;
    skip('-');
    if (skip('0')) {
      // A leading zero stands alone.
    } else if (!digits()) {
      at = start;
      throw bad("a value is expected");
    }
    if (skip('.') && !digits()) {
      throw bad("a digit must follow the point");
    }
    if (skip('e') || skip('E')) {
      if (!skip('+')) {
        skip('-');
      }
      if (!digits()) {
        throw bad("a digit must follow the exponent mark");
      }
    }
    if (at - start > MAX_NUMBER_LENGTH) {
      throw bad("number longer than " + MAX_NUMBER_LENGTH + " characters");
    }
    BigDecimal value = new BigDecimal(in.substring(start, at));
    if (Math.abs((long) value.scale()) > 400) {
      throw bad("number out of range");
    }
    return new Json.Num(value);
  }

  private boolean digits() {
    int start = at;
    while (at < in.length() && in.charAt(at) >= '0' && in.charAt(at) <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean skip(char c) {
    if (at < in.length() && in.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private Json literal(String word, Json value) throws Bad {
    if (!in.startsWith(word, at)) {
      throw bad("a value is expected");
    }
    at += word.length();
    return value;
  }

  private void space() {
    while (at < in.length() && " \t\r\n".indexOf(in.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws Bad {
    if (at >= in.length()) {
      throw bad("ends too early");
    }
    return in.charAt(at);
  }

  private void expect(char c) throws Bad {
    if (peek() != c) {
      throw bad("'" + c + "' is expected");
    }
    at++;
  }

  private Bad bad(String reason) {
    return new Bad(at, reason);
  }

  /** Unwinds the descent; never leaves this class. */
  private static final class Bad extends Exception {
    private static final long serialVersionUID = 1;
    private final int offset;
    private final String reason;

    Bad(int offset, String reason) {
      super(reason, null, false, false);
      this.offset = offset;
      this.reason = reason;
    }
  }
}
