package dev.bailey.rego.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text. Containers that are open are kept on a list, not on the stack of the thread.
 * Short strings that repeat become one object, and so do the keys of objects that have the same
 * keys in the same order.
 */
final class JsonReader {
  private static final int INTERNED = 512;
  private static final int INTERNED_LENGTH = 32;
  private static final int SHAPES = 64;

  private final String text;
  private final int end;
  private final Json.Limits limits;
  private int at;

  /** Elements, or keys and values in turn, of the containers that are open. */
  private Value[] parts = new Value[64];

  private int partCount;

  /** Where the parts of each open container begin; the complement of it for objects. */
  private int[] open = new int[16];

  private int depth;

  private final RegoString[] strings = new RegoString[INTERNED];
  private final KeyTable[] shapes = new KeyTable[SHAPES];
  private final KeyTable.Builder keys = new KeyTable.Builder();
  private Value[] values = new Value[16];

  /** Ends reading; it never leaves this class. */
  private static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;
    final int offset;

    Failure(String message, int offset) {
      super(message, null, false, false);
      this.offset = offset;
    }
  }

  JsonReader(String text, Json.Limits limits) {
    this.text = text;
    this.end = text.length();
    this.limits = limits;
    Arrays.fill(strings, RegoString.EMPTY);
    Arrays.fill(shapes, KeyTable.EMPTY);
  }

  Json.Read read() {
    try {
      if (end > limits.length()) {
        throw new Failure("text longer than " + limits.length() + " characters", 0);
      }
      skip();
      if (at == end) {
        throw new Failure("EOF", at);
      }
      Value value = value();
      skip();
      if (at < end) {
        throw unexpected("after top-level value");
      }
      return new Json.Read.Ok(value);
    } catch (Failure e) {
      return malformed(e);
    }
  }

  private Json.Read malformed(Failure failure) {
    int row = 1;
    int lineStart = 0;
    for (int i = 0; i < failure.offset; i++) {
      if (text.charAt(i) == '\n') {
        row++;
        lineStart = i + 1;
      }
    }
    int column = text.codePointCount(lineStart, failure.offset) + 1;
    return new Json.Read.Malformed(
        String.valueOf(failure.getMessage()), failure.offset, row, column);
  }

  /** One whole value: after each part, either another follows or containers are closed. */
  private Value value() throws Failure {
    while (true) {
      Value done = begin();
      while (done != null) {
        if (depth == 0) {
          return done;
        }
        push(done);
        done = next();
      }
    }
  }

  /** A scalar, or the start of a container, for which {@code null} stands unless it is empty. */
  private @Nullable Value begin() throws Failure {
    skip();
    return switch (peek()) {
      case '"' -> {
        at++;
        yield string();
      }
      case '{' -> {
        at++;
        skip();
        if (peek() == '}') {
          at++;
          yield RegoObject.EMPTY;
        }
        open(~partCount);
        key("looking for beginning of object key string");
        yield null;
      }
      case '[' -> {
        at++;
        skip();
        if (peek() == ']') {
          at++;
          yield RegoArray.EMPTY;
        }
        open(partCount);
        yield null;
      }
      case 't' -> word("true", RegoBoolean.TRUE);
      case 'f' -> word("false", RegoBoolean.FALSE);
      case 'n' -> word("null", RegoNull.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw unexpected("looking for beginning of value");
    };
  }

  /** After a part: the container if it ends here, else {@code null}, and another value comes. */
  private @Nullable Value next() throws Failure {
    skip();
    char c = peek();
    boolean object = open[depth - 1] < 0;
    if (c == ',') {
      at++;
      if (object) {
        skip();
        key("looking for beginning of object key string");
      }
      return null;
    }
    if (c != (object ? '}' : ']')) {
      throw unexpected(object ? "after object key:value pair" : "after array element");
    }
    at++;
    int base = open[--depth];
    return object ? object(~base) : array(base);
  }

  private void key(String where) throws Failure {
    if (peek() != '"') {
      throw unexpected(where);
    }
    at++;
    push(string());
    skip();
    if (peek() != ':') {
      throw unexpected("after object key");
    }
    at++;
  }

  private void open(int base) throws Failure {
    if (depth == limits.depth()) {
      throw new Failure("exceeded max depth", at - 1);
    }
    if (depth == open.length) {
      open = Arrays.copyOf(open, 2 * depth);
    }
    open[depth++] = base;
  }

  private void push(Value part) {
    if (partCount == parts.length) {
      parts = Arrays.copyOf(parts, 2 * partCount);
    }
    parts[partCount++] = part;
  }

  private Value array(int base) {
    Value[] items = Arrays.copyOfRange(parts, base, partCount);
    partCount = base;
    return RegoArray.wrap(items);
  }

  private Value object(int base) {
    int n = (partCount - base) / 2;
    int first = System.identityHashCode(parts[base]);
    int last = System.identityHashCode(parts[partCount - 2]);
    int slot = (first + 31 * last + n) & (SHAPES - 1);
    KeyTable shape = shapes[slot];
    if (!fits(shape, base, n)) {
      for (int i = 0; i < n; i++) {
        int place = keys.add(parts[base + 2 * i]);
        place = place < 0 ? ~place : place;
        if (place == values.length) {
          values = Arrays.copyOf(values, 2 * place);
        }
        values[place] = parts[base + 2 * i + 1];
      }
      int distinct = keys.size();
      partCount = base;
      shape = keys.build();
      shapes[slot] = shape;
      return new RegoObject(shape, Arrays.copyOf(values, distinct));
    }
    Value[] own = new Value[n];
    for (int i = 0; i < n; i++) {
      own[i] = parts[base + 2 * i + 1];
    }
    partCount = base;
    return new RegoObject(shape, own);
  }

  /** Whether the keys of the object that ends here are the very ones of a shape. */
  @SuppressWarnings("ReferenceEquality") // strings that repeat are one object, mostly
  private boolean fits(KeyTable shape, int base, int n) {
    if (shape.size() != n) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      if (shape.items[i] != parts[base + 2 * i]) {
        return false;
      }
    }
    return true;
  }

  private Value word(String word, Value value) throws Failure {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
      }
      at++;
    }
    return value;
  }

  private Value number() throws Failure {
    int from = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits("in numeric literal");
    }
    if (at < end && text.charAt(at) == '.') {
      at++;
      digits("after decimal point in numeric literal");
    }
    if (at < end && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits("in exponent of numeric literal");
    }
    if (at - from > limits.digits()) {
      throw new Failure("number longer than " + limits.digits() + " characters", from);
    }
    try {
      return RegoNumber.parse(text.substring(from, at));
    } catch (NumberFormatException e) {
      throw new Failure("number with an exponent that is too large", from);
    }
  }

  private void digits(String where) throws Failure {
    char c = peek();
    if (c < '0' || c > '9') {
      throw unexpected(where);
    }
    while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
  }

  /** The string after its opening quote. */
  private RegoString string() throws Failure {
    int from = at;
    while (at < end) {
      char c = text.charAt(at);
      if (c == '"') {
        return interned(from, at++);
      }
      if (c == '\\' || Character.isSurrogate(c)) {
        return unescaped(from);
      }
      if (c < ' ') {
        throw unexpected("in string literal");
      }
      at++;
    }
    throw new Failure("unexpected EOF", end);
  }

  private RegoString unescaped(int from) throws Failure {
    StringBuilder out = new StringBuilder().append(text, from, at);
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        return RegoString.of(out.toString());
      } else if (c == '\\') {
        escape(out);
      } else if (c < ' ') {
        at--;
        throw unexpected("in string literal");
      } else if (!Character.isSurrogate(c)) {
        out.append(c);
      } else if (Character.isHighSurrogate(c)
          && at < end
          && Character.isLowSurrogate(text.charAt(at))) {
        out.append(c).append(text.charAt(at++));
      } else {
        out.append('\ufffd');
      }
    }
  }

  private void escape(StringBuilder out) throws Failure {
    char c = peek();
    switch (c) {
      case '"', '\\', '/' -> out.append(c);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> {
        at++;
        unicode(out);
        return;
      }
      default -> throw unexpected("in string escape code");
    }
    at++;
  }

  private void unicode(StringBuilder out) throws Failure {
    char c = hex();
    if (!Character.isSurrogate(c)) {
      out.append(c);
      return;
    }
    if (Character.isHighSurrogate(c) && text.startsWith("\\u", at)) {
      int back = at;
      at += 2;
      char low = hex();
      if (Character.isLowSurrogate(low)) {
        out.append(c).append(low);
        return;
      }
      at = back;
    }
    out.append('\ufffd');
  }

  private char hex() throws Failure {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char c = peek();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw unexpected("in \\u hexadecimal character escape");
      }
      value = (value << 4) | digit;
      at++;
    }
    return (char) value;
  }

  /** The string of a stretch of the text; short ones are looked up among those read before. */
  private RegoString interned(int from, int to) {
    int length = to - from;
    if (length == 0) {
      return RegoString.EMPTY;
    }
    if (length > INTERNED_LENGTH) {
      return RegoString.of(text.substring(from, to));
    }
    int mix =
        length
            + 31 * text.charAt(from)
            + 131 * text.charAt(to - 1)
            + 523 * text.charAt(from + length / 2);
    int slot = (mix ^ (mix >>> 9)) & (INTERNED - 1);
    RegoString known = strings[slot];
    if (known.text().length() == length && text.startsWith(known.text(), from)) {
      return known;
    }
    RegoString fresh = RegoString.of(text.substring(from, to));
    strings[slot] = fresh;
    return fresh;
  }

  private void skip() {
    while (at < end) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
        return;
      }
      at++;
    }
  }

  private char peek() throws Failure {
    if (at == end) {
      throw new Failure("unexpected EOF", at);
    }
    return text.charAt(at);
  }

  private Failure unexpected(String where) {
    int c = text.codePointAt(at);
    StringBuilder quoted = new StringBuilder();
    if (c == '\'') {
      quoted.append("\\'");
    } else if (c == '"') {
      quoted.append('"');
    } else {
      Quoting.rego(Character.toString(c), quoted);
      quoted.deleteCharAt(0).setLength(quoted.length() - 1);
    }
    return new Failure("invalid character '" + quoted + "' " + where, at);
  }
}
