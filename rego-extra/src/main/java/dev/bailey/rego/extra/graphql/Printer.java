package dev.bailey.rego.extra.graphql;

import dev.bailey.rego.extra.graphql.Types.Definition;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import java.util.List;

/** Syntax trees as text again. */
final class Printer {
  /** A field no schema has; it stands where a type of operations is needed and there is none. */
  private static final String NO_QUERY = "type NoQuery_ { no_: Int } ";

  private final StringBuilder out = new StringBuilder();

  private Printer() {}

  static String query(RegoObject document) {
    Printer printer = new Printer();
    for (RegoObject operation : Tree.nodes(document, "Operations")) {
      printer.word(Tree.text(operation, "Operation")).word(Tree.text(operation, "Name"));
      printer.variables(Tree.nodes(operation, "VariableDefinitions"));
      printer.directives(operation).set(operation);
    }
    for (RegoObject fragment : Tree.nodes(document, "Fragments")) {
      printer.word("fragment").word(Tree.text(fragment, "Name"));
      printer.word("on").word(Tree.text(fragment, "TypeCondition"));
      printer.directives(fragment).set(fragment);
    }
    return printer.out.toString();
  }

  static String schema(Types types) {
    Printer printer = new Printer();
    for (RegoObject directive : types.directives().values()) {
      printer.word("directive").word("@" + Tree.text(directive, "Name"));
      printer.inputs(directive).word(Tree.flag(directive, "IsRepeatable") ? "repeatable" : "");
      printer.word("on").word(String.join(" | ", Tree.texts(directive, "Locations")));
    }
    for (Definition definition : types.byName().values()) {
      if (!Types.SCALARS.contains(definition.name())) {
        printer.definition(definition);
      }
    }
    boolean query = types.roots().containsKey("query");
    printer.word(query ? "" : NO_QUERY).word("schema {").word(query ? "" : "query: NoQuery_");
    types.roots().forEach((operation, type) -> printer.word(operation + ": " + type));
    return printer.word("}").out.toString();
  }

  private Printer word(String word) {
    out.append(word).append(' ');
    return this;
  }

  private void definition(Definition d) {
    String keyword =
        switch (d.kind()) {
          case "OBJECT" -> "type";
          case "INPUT_OBJECT" -> "input";
          default -> d.kind().toLowerCase(java.util.Locale.ROOT);
        };
    word(keyword).word(d.name());
    if (!d.interfaces().isEmpty()) {
      word("implements").word(String.join(" & ", d.interfaces()));
    }
    applied(d.directives());
    if (d.kind().equals("UNION")) {
      word("=").word(String.join(" | ", d.members()));
    }
    if (!d.values().isEmpty()) {
      word("{");
      d.values().forEach(v -> word(Tree.text(v, "Name")).directives(v));
      word("}");
    }
    if (!d.fields().isEmpty()) {
      word("{");
      d.fields().forEach(this::field);
      word("}");
    }
  }

  private void field(RegoObject field) {
    word(Tree.text(field, "Name")).inputs(field).word(":").type(Tree.node(field, "Type"));
    defaultValue(field).directives(field);
  }

  private Printer inputs(RegoObject owner) {
    List<RegoObject> arguments = Tree.nodes(owner, "Arguments");
    if (!arguments.isEmpty()) {
      word("(");
      arguments.forEach(this::field);
      word(")");
    }
    return this;
  }

  private Printer type(RegoObject type) {
    if (type.get("Elem") instanceof RegoObject elem) {
      word("[").type(elem).word("]");
    } else {
      word(Tree.text(type, "NamedType"));
    }
    return word(Tree.flag(type, "NonNull") ? "!" : "");
  }

  private Printer defaultValue(RegoObject node) {
    if (node.get("DefaultValue") instanceof RegoObject value) {
      word("=").value(value);
    }
    return this;
  }

  private void variables(List<RegoObject> variables) {
    if (!variables.isEmpty()) {
      word("(");
      for (RegoObject variable : variables) {
        word("$" + Tree.text(variable, "Variable")).word(":").type(Tree.node(variable, "Type"));
        defaultValue(variable).directives(variable);
      }
      word(")");
    }
  }

  private Printer directives(RegoObject node) {
    return applied(Tree.nodes(node, "Directives"));
  }

  private Printer applied(List<RegoObject> directives) {
    for (RegoObject directive : directives) {
      word("@" + Tree.text(directive, "Name")).arguments(directive);
    }
    return this;
  }

  private Printer arguments(RegoObject node) {
    List<RegoObject> arguments = Tree.nodes(node, "Arguments");
    if (!arguments.isEmpty()) {
      word("(");
      for (RegoObject argument : arguments) {
        word(Tree.text(argument, "Name")).word(":").value(Tree.node(argument, "Value"));
      }
      word(")");
    }
    return this;
  }

  private Printer value(RegoObject value) {
    String raw = Tree.text(value, "Raw");
    switch (Tree.number(value, "Kind")) {
      case 0 -> word("$" + raw);
      case 3, 4 -> word(RegoString.of(raw).toJson());
      case 8 -> {
        word("[");
        Tree.nodes(value, "Children").forEach(c -> value(Tree.node(c, "Value")));
        word("]");
      }
      case 9 -> {
        word("{");
        for (RegoObject child : Tree.nodes(value, "Children")) {
          word(Tree.text(child, "Name")).word(":").value(Tree.node(child, "Value"));
        }
        word("}");
      }
      default -> word(raw);
    }
    return this;
  }

  private Printer set(RegoObject node) {
    List<RegoObject> selections = Tree.nodes(node, "SelectionSet");
    if (!selections.isEmpty()) {
      word("{");
      selections.forEach(this::selection);
      word("}");
    }
    return this;
  }

  private void selection(RegoObject node) {
    if (node.get("Alias") != null) {
      word(Tree.text(node, "Alias")).word(":").word(Tree.text(node, "Name"));
      arguments(node);
    } else if (node.get("Name") != null) {
      word("..." + Tree.text(node, "Name"));
    } else {
      String type = Tree.text(node, "TypeCondition");
      word("...").word(type.isEmpty() ? "" : "on " + type);
    }
    directives(node).set(node);
  }
}
