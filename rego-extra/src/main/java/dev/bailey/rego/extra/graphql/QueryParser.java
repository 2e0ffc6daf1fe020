package dev.bailey.rego.extra.graphql;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.extra.graphql.Token.Kind;
import dev.bailey.rego.value.RegoObject;
import java.util.ArrayList;
import java.util.List;

/** Reads a document of operations and fragments. */
final class QueryParser extends Tokens {
  private QueryParser(String text) {
    super(text);
  }

  static RegoObject parse(String text) throws BuiltinException {
    return new QueryParser(text).document();
  }

  private RegoObject document() throws BuiltinException {
    List<RegoObject> operations = new ArrayList<>();
    List<RegoObject> fragments = new ArrayList<>();
    while (kind() != Kind.EOF) {
      if (peek().is(Kind.NAME, "fragment")) {
        fragments.add(fragment());
      } else if (kind() == Kind.BRACE_L || isOperation(peek())) {
        operations.add(operation());
      } else {
        throw unexpected(peek());
      }
    }
    return new Node().list("Operations", operations).list("Fragments", fragments).build();
  }

  static boolean isOperation(Token token) {
    return token.is(Kind.NAME, "query")
        || token.is(Kind.NAME, "mutation")
        || token.is(Kind.NAME, "subscription");
  }

  private RegoObject operation() throws BuiltinException {
    if (kind() == Kind.BRACE_L) {
      Node node = new Node();
      return node.put("Operation", "query").put("Name", "").list("SelectionSet", set()).build();
    }
    Node node = new Node().comments("Comment", peek().comments());
    node.put("Operation", next().value());
    node.put("Name", kind() == Kind.NAME ? next().value() : "");
    node.list("VariableDefinitions", variables());
    node.list("Directives", directives(false));
    return node.list("SelectionSet", set()).build();
  }

  private RegoObject fragment() throws BuiltinException {
    Node node = new Node().comments("Comment", next().comments());
    node.put("Name", fragmentName());
    node.list("VariableDefinition", variables());
    expectWord("on");
    node.put("TypeCondition", name());
    node.list("Directives", directives(false));
    return node.list("SelectionSet", set()).build();
  }

  private String fragmentName() throws BuiltinException {
    if (peek().is(Kind.NAME, "on")) {
      throw unexpected(peek());
    }
    return name();
  }

  private List<RegoObject> variables() throws BuiltinException {
    return some(Kind.PAREN_L, Kind.PAREN_R, this::variable);
  }

  private RegoObject variable() throws BuiltinException {
    Node node = new Node().comments("Comment", peek().comments()).put("Used", false);
    expect(Kind.DOLLAR);
    node.put("Variable", name());
    expect(Kind.COLON);
    node.put("Type", type());
    if (skip(Kind.EQUALS)) {
      node.put("DefaultValue", value(true));
    }
    return node.list("Directives", directives(false)).build();
  }

  private List<RegoObject> set() throws BuiltinException {
    if (kind() != Kind.BRACE_L) {
      expect(Kind.BRACE_L);
    }
    return some(Kind.BRACE_L, Kind.BRACE_R, this::selection);
  }

  private RegoObject selection() throws BuiltinException {
    Node node = new Node().comments("Comment", peek().comments());
    if (skip(Kind.SPREAD)) {
      if (kind() == Kind.NAME && !peek().value().equals("on")) {
        return node.put("Name", name()).list("Directives", directives(false)).build();
      }
      node.put("TypeCondition", skipWord("on") ? name() : "");
      node.list("Directives", directives(false));
      return node.list("SelectionSet", set()).build();
    }
    String first = name();
    node.put("Alias", first).put("Name", skip(Kind.COLON) ? name() : first);
    node.list("Arguments", arguments(false));
    node.list("Directives", directives(false));
    return node.list("SelectionSet", kind() == Kind.BRACE_L ? set() : List.of()).build();
  }
}
