package dev.bailey.rego.extra.graphql;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.encoding.GoQuote;
import dev.bailey.rego.extra.graphql.Token.Kind;
import dev.bailey.rego.value.RegoObject;
import java.util.ArrayList;
import java.util.List;

/** The tokens of a document one by one, with the errors of a parser. */
class Tokens {
  /** Deeper nesting is refused rather than followed. */
  private static final int DEEPEST = 200;

  private final Lexer lexer;
  private Token current;
  private int depth;

  Tokens(String text) {
    this.lexer = new Lexer(text);
    this.current = lexer.next();
  }

  /** Reads one element. */
  @FunctionalInterface
  interface Reader<T> {
    T read() throws BuiltinException;
  }

  final Token peek() {
    return current;
  }

  final Kind kind() {
    return current.kind();
  }

  final Token next() {
    Token token = current;
    current = lexer.next();
    return token;
  }

  final boolean skip(Kind kind) {
    boolean there = current.kind() == kind;
    if (there) {
      next();
    }
    return there;
  }

  final boolean skipWord(String word) {
    boolean there = current.is(Kind.NAME, word);
    if (there) {
      next();
    }
    return there;
  }

  final Token expect(Kind kind) throws BuiltinException {
    if (current.kind() != kind) {
      throw error(current, "Expected " + kind.shown + ", found " + current.kind().shown);
    }
    return next();
  }

  final Token expectWord(String word) throws BuiltinException {
    if (!current.is(Kind.NAME, word)) {
      throw error(current, "Expected " + GoQuote.quote(word) + ", found " + current.shown());
    }
    return next();
  }

  final String name() throws BuiltinException {
    return expect(Kind.NAME).value();
  }

  final BuiltinException unexpected(Token token) {
    return error(token, "Unexpected " + token.shown());
  }

  static BuiltinException error(Token token, String what) {
    return BuiltinException.failed(
        what + " in GraphQL string at location " + token.line() + ":" + token.column());
  }

  /** Elements between two signs, at least one; none at all if the first sign is missing. */
  final <T> List<T> some(Kind open, Kind close, Reader<T> reader) throws BuiltinException {
    List<T> all = new ArrayList<>();
    if (skip(open)) {
      while (kind() != close) {
        all.add(nested(reader));
      }
      if (all.isEmpty()) {
        throw error(current, "expected at least one definition, found " + kind().shown);
      }
      next();
    }
    return all;
  }

  /** Elements between two signs, perhaps none. */
  final <T> List<T> many(Kind open, Kind close, Reader<T> reader) throws BuiltinException {
    List<T> all = new ArrayList<>();
    expect(open);
    while (!skip(close)) {
      all.add(nested(reader));
    }
    return all;
  }

  final <T> T nested(Reader<T> reader) throws BuiltinException {
    if (++depth > DEEPEST) {
      throw error(current, "too deeply nested");
    }
    T read = reader.read();
    depth--;
    return read;
  }

  // What queries and schemas share.

  final RegoObject type() throws BuiltinException {
    Node type = new Node();
    if (skip(Kind.BRACKET_L)) {
      type.put("Elem", nested(this::type)).put("NamedType", "");
      expect(Kind.BRACKET_R);
    } else {
      type.put("NamedType", name());
    }
    return type.put("NonNull", skip(Kind.BANG)).build();
  }

  final List<RegoObject> directives(boolean constant) throws BuiltinException {
    List<RegoObject> all = new ArrayList<>();
    while (skip(Kind.AT)) {
      Node directive = new Node().put("Name", name()).put("Location", "");
      all.add(directive.list("Arguments", arguments(constant)).build());
    }
    return all;
  }

  final List<RegoObject> arguments(boolean constant) throws BuiltinException {
    return some(Kind.PAREN_L, Kind.PAREN_R, () -> named(constant));
  }

  private RegoObject named(boolean constant) throws BuiltinException {
    Node node = new Node().comments("Comment", peek().comments()).put("Name", name());
    expect(Kind.COLON);
    return node.put("Value", value(constant)).build();
  }

  /**
   * The numbers of kinds: variable, int, float, string, block, boolean, null, enum, list, object.
   */
  final RegoObject value(boolean constant) throws BuiltinException {
    Token token = peek();
    Node value = new Node().put("ExpectedTypeHasDefault", false);
    switch (token.kind()) {
      case BRACKET_L -> {
        value.put("Kind", 8).put("Raw", "").comments("Comment", token.comments());
        value.list("Children", many(Kind.BRACKET_L, Kind.BRACKET_R, () -> unnamed(constant)));
      }
      case BRACE_L -> {
        value.put("Kind", 9).put("Raw", "").comments("Comment", token.comments());
        value.list("Children", many(Kind.BRACE_L, Kind.BRACE_R, () -> named(constant)));
      }
      case DOLLAR -> {
        if (constant) {
          throw unexpected(token);
        }
        next();
        value.put("Kind", 0).put("Raw", name());
      }
      case INT -> value.put("Kind", 1).put("Raw", next().value());
      case FLOAT -> value.put("Kind", 2).put("Raw", next().value());
      case STRING -> value.put("Kind", 3).put("Raw", next().value());
      case BLOCK_STRING -> value.put("Kind", 4).put("Raw", next().value());
      case NAME -> value.put("Kind", word(token.value())).put("Raw", next().value());
      default -> throw unexpected(token);
    }
    return value.build();
  }

  private RegoObject unnamed(boolean constant) throws BuiltinException {
    return new Node().put("Name", "").put("Value", value(constant)).build();
  }

  private static int word(String name) {
    return switch (name) {
      case "true", "false" -> 5;
      case "null" -> 6;
      default -> 7;
    };
  }
}
