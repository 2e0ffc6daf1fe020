package dev.bailey.rego.type;

import dev.bailey.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the text form of a signature; see {@link Signature#parse}. */
final class SignatureReader {
  private final String text;
  private int at;

  SignatureReader(String text) {
    this.text = text;
  }

  Signature read() {
    List<String> names = new ArrayList<>();
    List<Type> arguments = new ArrayList<>();
    Optional<Type> variadic = Optional.empty();
    expect("(");
    while (!accept(")")) {
      if (accept("...")) {
        variadic = Optional.of(type());
      } else {
        names.add(label());
        arguments.add(type());
      }
      accept(",");
    }
    Optional<Type> result = accept("->") ? Optional.of(type()) : Optional.empty();
    if (at < text.length()) {
      throw new IllegalArgumentException("unexpected text at " + at + " of " + text);
    }
    return new Signature(names, arguments, variadic, result);
  }

  /** The name before a colon, or nothing. */
  private String label() {
    skip();
    int end = at;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    if (end > at && end < text.length() && text.charAt(end) == ':') {
      String name = text.substring(at, end);
      at = end + 1;
      return name;
    }
    return "";
  }

  private Type type() {
    String word = word();
    return switch (word) {
      case "null" -> Type.NULL;
      case "boolean" -> Type.BOOLEAN;
      case "number" -> Type.NUMBER;
      case "string" -> Type.STRING;
      case "any" -> new Type.Union(accept("<") ? types() : List.of());
      case "set" -> new Type.SetOf(bracketed());
      case "array" -> {
        List<Type> items = accept("<") ? types() : List.of();
        yield new Type.ArrayOf(items, peek("[") ? Optional.of(bracketed()) : Optional.empty());
      }
      case "object" -> object();
      default -> throw new IllegalArgumentException("no type: " + word + " in " + text);
    };
  }

  private Type object() {
    List<Type.Property> properties = new ArrayList<>();
    if (accept("<")) {
      while (!accept(">")) {
        String key = label();
        properties.add(new Type.Property(RegoString.of(key), type()));
        accept(",");
      }
    }
    if (!accept("[")) {
      return new Type.ObjectOf(properties, Optional.empty());
    }
    Type key = type();
    expect(":");
    Type value = type();
    expect("]");
    return new Type.ObjectOf(properties, Optional.of(new Type.Rest(key, value)));
  }

  private Type bracketed() {
    expect("[");
    Type inner = type();
    expect("]");
    return inner;
  }

  private List<Type> types() {
    List<Type> all = new ArrayList<>();
    while (!accept(">")) {
      all.add(type());
      accept(",");
    }
    return all;
  }

  private String word() {
    skip();
    int from = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  private boolean peek(String token) {
    skip();
    return text.startsWith(token, at);
  }

  private boolean accept(String token) {
    boolean there = peek(token);
    if (there) {
      at += token.length();
    }
    return there;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw new IllegalArgumentException("missing " + token + " at " + at + " of " + text);
    }
  }

  private void skip() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }
}
