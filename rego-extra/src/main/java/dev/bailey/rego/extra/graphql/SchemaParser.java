package dev.bailey.rego.extra.graphql;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.extra.graphql.Token.Kind;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a document of types, directives and schemas. */
final class SchemaParser extends Tokens {
  private static final Set<String> LOCATIONS =
      Set.of(
          "QUERY",
          "MUTATION",
          "SUBSCRIPTION",
          "FIELD",
          "FRAGMENT_DEFINITION",
          "FRAGMENT_SPREAD",
          "INLINE_FRAGMENT",
          "VARIABLE_DEFINITION",
          "SCHEMA",
          "SCALAR",
          "OBJECT",
          "FIELD_DEFINITION",
          "ARGUMENT_DEFINITION",
          "INTERFACE",
          "UNION",
          "ENUM",
          "ENUM_VALUE",
          "INPUT_OBJECT",
          "INPUT_FIELD_DEFINITION");

  private final List<RegoObject> definitions = new ArrayList<>();
  private final List<RegoObject> extensions = new ArrayList<>();
  private final List<RegoObject> directives = new ArrayList<>();
  private final List<RegoObject> schemas = new ArrayList<>();
  private final List<RegoObject> schemaExtensions = new ArrayList<>();

  private SchemaParser(String text) {
    super(text);
  }

  static RegoObject parse(String text) throws BuiltinException {
    return new SchemaParser(text).document();
  }

  private RegoObject document() throws BuiltinException {
    while (kind() != Kind.EOF) {
      definition();
    }
    return new Node()
        .list("Definitions", definitions)
        .list("Extensions", extensions)
        .list("Directives", directives)
        .list("Schema", schemas)
        .list("SchemaExtension", schemaExtensions)
        .comments("Comment", peek().comments())
        .build();
  }

  private boolean atString() {
    return kind() == Kind.STRING || kind() == Kind.BLOCK_STRING;
  }

  /** Starts a node with its description and the comments around that. */
  private Node described() {
    Node node = new Node();
    String description = "";
    if (atString()) {
      node.comments("BeforeDescriptionComment", peek().comments());
      description = next().value();
    }
    return node.put("Description", description)
        .comments("AfterDescriptionComment", peek().comments());
  }

  private void definition() throws BuiltinException {
    Token first = peek();
    boolean hasDescription = atString();
    Node node = described();
    Token word = peek();
    if (word.kind() != Kind.NAME) {
      throw unexpected(word);
    }
    switch (word.value()) {
      case "schema" -> schemas.add(schema(node, false));
      case "directive" -> directives.add(directive(node));
      case "extend" -> {
        if (hasDescription) {
          throw unexpected(first);
        }
        next();
        if (peek().is(Kind.NAME, "schema")) {
          schemaExtensions.add(schema(node, true));
        } else {
          extensions.add(type(node, true));
        }
      }
      default -> definitions.add(type(node, false));
    }
  }

  private RegoObject schema(Node node, boolean extension) throws BuiltinException {
    next();
    List<RegoObject> applied = directives(true);
    List<RegoObject> types = block(node, this::operationType);
    if (extension && applied.isEmpty() && types.isEmpty()) {
      throw unexpected(peek());
    }
    return node.list("Directives", applied).list("OperationTypes", types).build();
  }

  private RegoObject operationType() throws BuiltinException {
    Token token = next();
    if (!QueryParser.isOperation(token)) {
      throw unexpected(token);
    }
    Node node = new Node().comments("Comment", token.comments()).put("Operation", token.value());
    expect(Kind.COLON);
    return node.put("Type", name()).build();
  }

  /** Elements in braces; the comments before the last brace belong to the node. */
  private List<RegoObject> block(Node node, Reader<RegoObject> reader) throws BuiltinException {
    List<RegoObject> all = new ArrayList<>();
    if (skip(Kind.BRACE_L)) {
      while (kind() != Kind.BRACE_R) {
        all.add(nested(reader));
      }
      if (all.isEmpty()) {
        throw error(peek(), "expected at least one definition, found " + kind().shown);
      }
      node.comments("EndOfDefinitionComment", next().comments());
    }
    return all;
  }

  private RegoObject type(Node node, boolean extension) throws BuiltinException {
    Token word = peek();
    String kind =
        switch (word.kind() == Kind.NAME ? word.value() : "") {
          case "scalar" -> "SCALAR";
          case "type" -> "OBJECT";
          case "interface" -> "INTERFACE";
          case "union" -> "UNION";
          case "enum" -> "ENUM";
          case "input" -> "INPUT_OBJECT";
          default -> throw unexpected(word);
        };
    next();
    node.put("Kind", kind).put("Name", name()).put("BuiltIn", false);
    boolean implementing = kind.equals("OBJECT") || (kind.equals("INTERFACE") && !extension);
    List<RegoString> interfaces = implementing ? interfaces() : List.of();
    List<RegoObject> applied = directives(true);
    List<RegoString> members = kind.equals("UNION") ? members() : List.of();
    List<RegoObject> values = kind.equals("ENUM") ? block(node, this::enumValue) : List.of();
    List<RegoObject> fields =
        switch (kind) {
          case "OBJECT", "INTERFACE" -> block(node, this::field);
          case "INPUT_OBJECT" -> block(node, this::input);
          default -> List.of();
        };
    boolean empty =
        interfaces.isEmpty()
            && applied.isEmpty()
            && members.isEmpty()
            && values.isEmpty()
            && fields.isEmpty();
    if (extension && empty) {
      throw unexpected(peek());
    }
    return node.list("Interfaces", interfaces)
        .list("Directives", applied)
        .list("Types", members)
        .list("EnumValues", values)
        .list("Fields", fields)
        .build();
  }

  private List<RegoString> interfaces() throws BuiltinException {
    return skipWord("implements") ? separated(Kind.AMP) : List.of();
  }

  private List<RegoString> members() throws BuiltinException {
    return skip(Kind.EQUALS) ? separated(Kind.PIPE) : List.of();
  }

  private List<RegoString> separated(Kind separator) throws BuiltinException {
    List<RegoString> names = new ArrayList<>();
    skip(separator);
    do {
      names.add(RegoString.of(name()));
    } while (skip(separator));
    return names;
  }

  private RegoObject enumValue() throws BuiltinException {
    Node node = described();
    return node.put("Name", name()).list("Directives", directives(true)).build();
  }

  private RegoObject field() throws BuiltinException {
    Node node = described().put("Name", name());
    node.list("Arguments", some(Kind.PAREN_L, Kind.PAREN_R, this::input));
    expect(Kind.COLON);
    return node.put("Type", type()).list("Directives", directives(true)).build();
  }

  /** An argument, or a field of an input object. */
  private RegoObject input() throws BuiltinException {
    Node node = described().put("Name", name());
    expect(Kind.COLON);
    node.put("Type", type());
    if (skip(Kind.EQUALS)) {
      node.put("DefaultValue", value(true));
    }
    return node.list("Directives", directives(true)).build();
  }

  private RegoObject directive(Node node) throws BuiltinException {
    next();
    expect(Kind.AT);
    node.put("Name", name());
    node.list("Arguments", some(Kind.PAREN_L, Kind.PAREN_R, this::input));
    node.put("IsRepeatable", skipWord("repeatable"));
    expectWord("on");
    skip(Kind.PIPE);
    List<RegoString> locations = new ArrayList<>();
    do {
      Token location = expect(Kind.NAME);
      if (!LOCATIONS.contains(location.value())) {
        throw unexpected(location);
      }
      locations.add(RegoString.of(location.value()));
    } while (skip(Kind.PIPE));
    return node.list("Locations", locations).build();
  }
}
