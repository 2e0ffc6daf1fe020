package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The name of a thing as numbers from the root of all such names. */
record Oid(List<Long> numbers) {
  Oid {
    numbers = List.copyOf(numbers);
  }

  static Oid read(byte[] bytes, String problem) throws BuiltinException {
    List<Long> numbers = new ArrayList<>();
    long number = 0;
    boolean inside = false;
    for (byte b : bytes) {
      if ((!inside && b == (byte) 0x80) || number > Integer.MAX_VALUE >> 7) {
        throw BuiltinException.failed(problem);
      }
      number = number << 7 | (b & 0x7F);
      inside = b < 0;
      if (!inside) {
        if (numbers.isEmpty()) {
          long first = Math.min(number / 40, 2);
          numbers.add(first);
          number -= first * 40;
        }
        numbers.add(number);
        number = 0;
      }
    }
    if (inside || numbers.isEmpty()) {
      throw BuiltinException.failed(problem);
    }
    return new Oid(numbers);
  }

  RegoArray toArray() {
    return RegoArray.of(numbers.stream().<Value>map(RegoNumber::of).toList());
  }

  /** With dots. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(".");
    numbers.forEach(n -> text.add(Long.toString(n)));
    return text.toString();
  }
}
