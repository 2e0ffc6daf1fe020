package dev.bailey.rego.builtin;

import dev.bailey.rego.value.Kind;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;

/**
 * Takes operands as the types that a builtin needs, or fails in the language's words. Positions
 * count from 1.
 */
public final class Operands {
  private Operands() {}

  public static String string(Value operand, int position) throws BuiltinException {
    if (operand instanceof RegoString s) {
      return s.text();
    }
    throw wrong(operand, position, "string");
  }

  public static boolean bool(Value operand, int position) throws BuiltinException {
    if (operand instanceof RegoBoolean b) {
      return b.isTrue();
    }
    throw wrong(operand, position, "boolean");
  }

  public static RegoNumber number(Value operand, int position) throws BuiltinException {
    if (operand instanceof RegoNumber n) {
      return n;
    }
    throw wrong(operand, position, "number");
  }

  /** An integer of 64 bits, written without fraction and exponent. */
  public static long integer(Value operand, int position) throws BuiltinException {
    RegoNumber number = number(operand, position);
    if (!number.isLong() || !plain(number.text())) {
      throw BuiltinException.operand(position, "integer number", "floating-point number");
    }
    return number.longValue();
  }

  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return false;
      }
    }
    return true;
  }

  public static RegoArray array(Value operand, int position) throws BuiltinException {
    if (operand instanceof RegoArray a) {
      return a;
    }
    throw wrong(operand, position, "array");
  }

  public static RegoObject object(Value operand, int position) throws BuiltinException {
    if (operand instanceof RegoObject o) {
      return o;
    }
    throw wrong(operand, position, "object");
  }

  public static RegoSet set(Value operand, int position) throws BuiltinException {
    if (operand instanceof RegoSet s) {
      return s;
    }
    throw wrong(operand, position, "set");
  }

  /** The strings in an array or a set. */
  public static String[] strings(Iterable<Value> members, int size, int position, Kind kind)
      throws BuiltinException {
    String[] texts = new String[size];
    int at = 0;
    for (Value member : members) {
      if (!(member instanceof RegoString s)) {
        throw element(position, kind, "strings", member);
      }
      texts[at++] = s.text();
    }
    return texts;
  }

  /** {@code wanted} names one type or several, in alphabetical order. */
  public static BuiltinException wrong(Value operand, int position, String... wanted) {
    String expected = wanted.length == 1 ? wanted[0] : "one of {" + String.join(", ", wanted) + "}";
    return BuiltinException.operand(position, expected, operand.kind().text());
  }

  /** A collection holds a member of the wrong type; {@code wanted} is a plural. */
  public static BuiltinException element(int position, Kind kind, String wanted, Value member) {
    return BuiltinException.operand(
        position,
        kind.text() + " of " + wanted,
        kind.text() + " containing " + member.kind().text());
  }
}
