package dev.bailey.verify;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tests' own writer of canonical JSON, from maps, lists, texts, numbers and truth values. */
final class Js {
  private Js() {}

  /** A changeable object from names and values by turns. */
  static Map<String, Object> obj(@Nullable Object... namesAndValues) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put((String) requireNonNull(namesAndValues[i]), requireNonNull(namesAndValues[i + 1]));
    }
    return all;
  }

  static String str(Map<?, ?> map, String name) {
    return (String) requireNonNull(map.get(name), name);
  }

  /** A changeable list. */
  static List<Object> arr(Object... items) {
    return new ArrayList<>(List.of(items));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> at(Map<String, Object> map, String... path) {
    Map<String, Object> here = map;
    for (String name : path) {
      here = (Map<String, Object>) requireNonNull(here.get(name), name);
    }
    return here;
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Map<String, Object> map, String name) {
    return (List<Object>) requireNonNull(map.get(name), name);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> item(List<Object> list, int index) {
    return (Map<String, Object>) list.get(index);
  }

  @SuppressWarnings("unchecked")
  static <T> T copy(T value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(k, copy(v)));
        yield (T) copy;
      }
      case List<?> list ->
          (T) list.stream().map(Js::copy).collect(Collectors.toCollection(ArrayList::new));
      default -> value;
    };
  }

  static String text(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          new TreeMap<>(map)
              .entrySet().stream()
                  .map(e -> quoted((String) e.getKey()) + ":" + text(e.getValue()))
                  .collect(Collectors.joining(",", "{", "}"));
      case List<?> list -> list.stream().map(Js::text).collect(Collectors.joining(",", "[", "]"));
      case String s -> quoted(s);
      default -> value.toString();
    };
  }

  private static String quoted(String s) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      int simple = "\"\\\b\t\n\f\r".indexOf(c);
      if (simple >= 0) {
        out.append('\\').append("\"\\btnfr".charAt(simple));
      } else if (c < 0x20) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String sha(Object json) {
    return sha(utf8(text(json)));
  }

  static String sha(byte[] bytes) {
    return HexFormat.of().formatHex(raw(bytes));
  }

  static byte[] raw(byte[]... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        sha.update(part);
      }
      return sha.digest();
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError(missing);
    }
  }
}
