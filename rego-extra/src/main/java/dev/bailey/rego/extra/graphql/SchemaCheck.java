package dev.bailey.rego.extra.graphql;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.extra.graphql.Types.Definition;
import dev.bailey.rego.value.RegoObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a schema makes sense: its types exist, fit together, and keep what they promise. */
final class SchemaCheck {
  /** Where the directives that need no declaration may stand. */
  private static final Map<String, Set<String>> GIVEN =
      Map.of(
          "include", Set.of("FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"),
          "skip", Set.of("FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"),
          "defer", Set.of("FRAGMENT_SPREAD", "INLINE_FRAGMENT"),
          "deprecated",
              Set.of(
                  "FIELD_DEFINITION",
                  "ARGUMENT_DEFINITION",
                  "INPUT_FIELD_DEFINITION",
                  "ENUM_VALUE"),
          "specifiedBy", Set.of("SCALAR"),
          "oneOf", Set.of("INPUT_OBJECT"));

  /** Deeper nesting of types is refused. */
  private static final int DEEPEST = 200;

  private final Types types;

  private SchemaCheck(Types types) {
    this.types = types;
  }

  /** The types of a schema, if it makes sense. */
  static Types check(RegoObject document) throws BuiltinException {
    Types types = Types.of(document);
    SchemaCheck check = new SchemaCheck(types);
    for (RegoObject schema : Tree.nodes(document, "Schema")) {
      check.applied(Tree.nodes(schema, "Directives"), "SCHEMA");
    }
    for (RegoObject directive : types.directives().values()) {
      check.directive(directive);
    }
    for (Definition definition : types.byName().values()) {
      check.definition(definition);
    }
    return types;
  }

  private void definition(Definition d) throws BuiltinException {
    name(d.name());
    applied(d.directives(), d.kind());
    switch (d.kind()) {
      case "OBJECT", "INTERFACE" -> {
        some(d, d.fields(), "one or more fields");
        for (RegoObject field : d.fields()) {
          field(d, field, false);
        }
        for (String name : d.interfaces()) {
          implemented(d, name);
        }
      }
      case "INPUT_OBJECT" -> {
        some(d, d.fields(), "one or more input fields");
        for (RegoObject field : d.fields()) {
          field(d, field, true);
        }
      }
      case "ENUM" -> {
        some(d, d.values(), "one or more unique enum values");
        unique(d.values().stream().map(v -> Tree.text(v, "Name")).toList(), d.name());
        for (RegoObject value : d.values()) {
          enumValue(d, value);
        }
      }
      case "UNION" -> {
        unique(d.members(), d.name());
        for (String member : d.members()) {
          if (!type(member).kind().equals("OBJECT")) {
            throw failed("UNION type " + member + " must be OBJECT.");
          }
        }
      }
      case "SCALAR" -> {}
      default -> throw failed("Unknown kind " + d.kind() + " of " + d.name() + ".");
    }
    unique(d.fields().stream().map(f -> Tree.text(f, "Name")).toList(), d.name());
  }

  private void enumValue(Definition d, RegoObject value) throws BuiltinException {
    String name = Tree.text(value, "Name");
    if (name.equals("true") || name.equals("false") || name.equals("null")) {
      throw failed(d.kind() + " " + d.name() + ": non-enum value " + name + ".");
    }
    applied(Tree.nodes(value, "Directives"), "ENUM_VALUE");
  }

  private void field(Definition d, RegoObject field, boolean input) throws BuiltinException {
    name(Tree.text(field, "Name"));
    Definition type = reference(Tree.node(field, "Type"));
    if (input ? !type.isInput() : !type.isOutput()) {
      throw failed("field of " + d.name() + " cannot use " + type.kind() + " " + type.name());
    }
    arguments(field);
    applied(Tree.nodes(field, "Directives"), input ? "INPUT_FIELD_DEFINITION" : "FIELD_DEFINITION");
  }

  private void arguments(RegoObject owner) throws BuiltinException {
    for (RegoObject argument : Tree.nodes(owner, "Arguments")) {
      name(Tree.text(argument, "Name"));
      Definition type = reference(Tree.node(argument, "Type"));
      if (!type.isInput()) {
        throw failed("cannot use " + type.name() + " as argument because it is not an input type");
      }
      applied(Tree.nodes(argument, "Directives"), "ARGUMENT_DEFINITION");
    }
  }

  private Definition reference(RegoObject type) throws BuiltinException {
    RegoObject inner = type;
    for (int depth = 0; inner.get("Elem") instanceof RegoObject elem; depth++) {
      if (depth > DEEPEST) {
        throw failed("too deeply nested type");
      }
      inner = elem;
    }
    return type(Tree.text(inner, "NamedType"));
  }

  private Definition type(String name) throws BuiltinException {
    Definition definition = types.byName().get(name);
    if (definition == null) {
      throw failed("Undefined type " + name + ".");
    }
    return definition;
  }

  /** The type has each field of the interface, of a fitting type and with the same arguments. */
  private void implemented(Definition d, String name) throws BuiltinException {
    Definition promise = type(name);
    if (!promise.kind().equals("INTERFACE")) {
      throw failed(name + " is a non interface type " + promise.kind() + ".");
    }
    for (RegoObject wanted : promise.fields()) {
      RegoObject found = byName(d.fields(), Tree.text(wanted, "Name"));
      if (found.size() == 0 || !covers(Tree.node(wanted, "Type"), Tree.node(found, "Type"))) {
        throw failed("For " + d.name() + " to implement " + name + " a field is missing.");
      }
      for (RegoObject argument : Tree.nodes(wanted, "Arguments")) {
        RegoObject same = byName(Tree.nodes(found, "Arguments"), Tree.text(argument, "Name"));
        if (!Tree.node(same, "Type").equals(Tree.node(argument, "Type"))) {
          throw failed("For " + d.name() + " to implement " + name + " an argument must fit.");
        }
      }
      for (RegoObject argument : Tree.nodes(found, "Arguments")) {
        boolean own =
            byName(Tree.nodes(wanted, "Arguments"), Tree.text(argument, "Name")).size() == 0;
        boolean required =
            Tree.flag(Tree.node(argument, "Type"), "NonNull")
                && Tree.node(argument, "DefaultValue").size() == 0;
        if (own && required) {
          throw failed("For " + d.name() + " to implement " + name + " an argument is too many.");
        }
      }
    }
    for (String further : promise.interfaces()) {
      if (!d.interfaces().contains(further)) {
        throw failed(
            "Type %s must implement %s because it is implemented by %s."
                .formatted(d.name(), further, name));
      }
    }
  }

  private static RegoObject byName(List<RegoObject> nodes, String name) {
    return nodes.stream()
        .filter(n -> Tree.text(n, "Name").equals(name))
        .findFirst()
        .orElse(RegoObject.EMPTY);
  }

  /** Whether values of type {@code found} may stand where {@code wanted} is promised. */
  private boolean covers(RegoObject wanted, RegoObject found) {
    if (Tree.flag(wanted, "NonNull") && !Tree.flag(found, "NonNull")) {
      return false;
    }
    boolean list = wanted.get("Elem") instanceof RegoObject;
    if (list != found.get("Elem") instanceof RegoObject) {
      return false;
    }
    if (list) {
      return covers(Tree.node(wanted, "Elem"), Tree.node(found, "Elem"));
    }
    String name = Tree.text(wanted, "NamedType");
    String other = Tree.text(found, "NamedType");
    Definition promise = types.byName().get(name);
    Definition actual = types.byName().get(other);
    return name.equals(other)
        || (promise != null && promise.members().contains(other))
        || (actual != null && actual.interfaces().contains(name));
  }

  /** A directive's definition; its own arguments may not use it. */
  private void directive(RegoObject directive) throws BuiltinException {
    name(Tree.text(directive, "Name"));
    arguments(directive);
    for (RegoObject argument : Tree.nodes(directive, "Arguments")) {
      for (RegoObject used : Tree.nodes(argument, "Directives")) {
        if (Tree.text(used, "Name").equals(Tree.text(directive, "Name"))) {
          throw failed("Directive " + Tree.text(used, "Name") + " cannot refer to itself.");
        }
      }
    }
  }

  /** Directives that are used: declared, at a place that is theirs, and only once. */
  private void applied(List<RegoObject> directives, String location) throws BuiltinException {
    Set<String> seen = new HashSet<>();
    for (RegoObject directive : directives) {
      String name = Tree.text(directive, "Name");
      name(name);
      RegoObject declared = types.directives().getOrDefault(name, RegoObject.EMPTY);
      Set<String> locations =
          declared.size() == 0
              ? GIVEN.getOrDefault(name, Set.of())
              : Set.copyOf(Tree.texts(declared, "Locations"));
      if (declared.size() == 0 && !GIVEN.containsKey(name)) {
        throw failed("Undefined directive " + name + ".");
      }
      if (!locations.contains(location)) {
        throw failed("Directive " + name + " is not applicable on " + location + ".");
      }
      if (!seen.add(name) && !Tree.flag(declared, "IsRepeatable")) {
        throw failed("The directive " + name + " can only be used once at this location.");
      }
    }
  }

  private static void some(Definition d, List<?> parts, String what) throws BuiltinException {
    if (parts.isEmpty()) {
      throw failed(d.kind() + " " + d.name() + ": must define " + what + ".");
    }
  }

  private static void unique(List<String> names, String owner) throws BuiltinException {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw failed(name + " can only be defined once in " + owner + ".");
      }
    }
  }

  private static void name(String name) throws BuiltinException {
    if (name.startsWith("__")) {
      throw failed(
          "Name \""
              + name
              + "\" must not begin with \"__\", which is reserved by GraphQL"
              + " introspection.");
    }
  }

  private static BuiltinException failed(String what) {
    return BuiltinException.failed(what);
  }
}
