package dev.bailey.rego.extra.schema;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Places in documents, as RFC 6901 writes them. */
final class Pointer {
  private Pointer() {}

  static Value find(Value root, String pointer) throws BuiltinException {
    if (pointer.isEmpty()) {
      return root;
    }
    if (!pointer.startsWith("/")) {
      throw BuiltinException.failed("JSON pointer must be empty or start with a \"/\"");
    }
    Value at = root;
    int from = 1;
    while (from <= pointer.length()) {
      int slash = pointer.indexOf('/', from);
      int end = slash < 0 ? pointer.length() : slash;
      at = step(at, decoded(pointer.substring(from, end)));
      from = end + 1;
    }
    return at;
  }

  private static String decoded(String step) throws BuiltinException {
    try {
      return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8)
          .replace("~1", "/")
          .replace("~0", "~");
    } catch (IllegalArgumentException e) {
      throw BuiltinException.failed("invalid URL escape in a reference");
    }
  }

  private static Value step(Value at, String step) throws BuiltinException {
    return switch (at) {
      case RegoObject o -> {
        Value found = o.get(step);
        if (found == null) {
          throw BuiltinException.failed("Object has no key '" + step + "'");
        }
        yield found;
      }
      case RegoArray a -> a.at(index(step, a.size()));
      default -> throw BuiltinException.failed("Invalid token reference '" + step + "'");
    };
  }

  private static int index(String step, int size) throws BuiltinException {
    boolean digits =
        !step.isEmpty() && step.length() < 10 && step.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      throw BuiltinException.failed("Invalid array index '" + step + "'");
    }
    int index = Integer.parseInt(step);
    if (index >= size) {
      throw BuiltinException.failed("Out of bound array[0," + size + "] index '" + step + "'");
    }
    return index;
  }
}
