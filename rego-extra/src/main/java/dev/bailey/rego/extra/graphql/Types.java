package dev.bailey.rego.extra.graphql;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The types of a schema document with their extensions merged in. An extension of a type that does
 * not exist makes it.
 *
 * @param roots type by operation
 */
record Types(
    Map<String, Definition> byName, Map<String, RegoObject> directives, Map<String, String> roots) {
  static final Set<String> SCALARS = Set.of("Int", "Float", "String", "Boolean", "ID");

  /** One type with everything that its definitions add up to. */
  record Definition(
      String name,
      String kind,
      List<RegoObject> fields,
      List<String> interfaces,
      List<String> members,
      List<RegoObject> values,
      List<RegoObject> directives) {
    Definition(String name, String kind) {
      this(
          name,
          kind,
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    void add(RegoObject node) {
      fields.addAll(Tree.nodes(node, "Fields"));
      interfaces.addAll(Tree.texts(node, "Interfaces"));
      members.addAll(Tree.texts(node, "Types"));
      values.addAll(Tree.nodes(node, "EnumValues"));
      directives.addAll(Tree.nodes(node, "Directives"));
    }

    boolean isInput() {
      return kind.equals("SCALAR") || kind.equals("ENUM") || kind.equals("INPUT_OBJECT");
    }

    boolean isOutput() {
      return !kind.equals("INPUT_OBJECT");
    }
  }

  /**
   * @throws BuiltinException if names are declared twice, extensions do not fit, or an operation's
   *     type is missing
   */
  static Types of(RegoObject document) throws BuiltinException {
    Types types = new Types(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    SCALARS.forEach(name -> types.byName.put(name, new Definition(name, "SCALAR")));
    for (RegoObject node : Tree.nodes(document, "Definitions")) {
      types.define(node);
    }
    for (RegoObject node : Tree.nodes(document, "Extensions")) {
      types.extend(node);
    }
    for (RegoObject node : Tree.nodes(document, "Directives")) {
      String name = Tree.text(node, "Name");
      if (types.directives.putIfAbsent(name, node) != null) {
        throw BuiltinException.failed("Cannot redeclare directive " + name + ".");
      }
    }
    types.findRoots(document);
    return types;
  }

  private void define(RegoObject node) throws BuiltinException {
    String name = Tree.text(node, "Name");
    Definition definition = new Definition(name, Tree.text(node, "Kind"));
    definition.add(node);
    if (byName.putIfAbsent(name, definition) != null) {
      throw BuiltinException.failed("Cannot redeclare type " + name + ".");
    }
  }

  private void extend(RegoObject node) throws BuiltinException {
    String name = Tree.text(node, "Name");
    String kind = Tree.text(node, "Kind");
    Definition definition = byName.computeIfAbsent(name, n -> new Definition(n, kind));
    if (!definition.kind.equals(kind)) {
      throw BuiltinException.failed(
          "Cannot extend type %s because the base type is a %s, not %s."
              .formatted(name, definition.kind, kind));
    }
    definition.add(node);
  }

  private void findRoots(RegoObject document) throws BuiltinException {
    List<RegoObject> schemas = Tree.nodes(document, "Schema");
    if (schemas.size() > 1) {
      throw BuiltinException.failed(
          "Cannot have multiple schema entry points, consider schema extensions instead.");
    }
    List<RegoObject> all = new ArrayList<>(schemas);
    all.addAll(Tree.nodes(document, "SchemaExtension"));
    for (RegoObject schema : all) {
      for (RegoObject entry : Tree.nodes(schema, "OperationTypes")) {
        String type = Tree.text(entry, "Type");
        if (!byName.containsKey(type)) {
          throw BuiltinException.failed(
              "Schema root %s refers to a type %s that does not exist."
                  .formatted(Tree.text(entry, "Operation"), type));
        }
        roots.put(Tree.text(entry, "Operation"), type);
      }
    }
    if (schemas.isEmpty()) {
      implied("query", "Query");
      implied("mutation", "Mutation");
      implied("subscription", "Subscription");
    }
  }

  private void implied(String operation, String type) {
    if (byName.containsKey(type)) {
      roots.putIfAbsent(operation, type);
    }
  }
}
