package dev.bailey.rego.plan;

import dev.bailey.rego.Location;
import dev.bailey.rego.check.CoreRule;
import dev.bailey.rego.check.Effort;
import dev.bailey.rego.check.RuleTree;
import dev.bailey.rego.plan.Document.Definition;
import dev.bailey.rego.plan.Document.Kind;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes documents of a tree of rules. */
final class DocumentTree {
  private final Effort effort;
  private final Map<List<Value>, Document> functions = new HashMap<>();
  private final List<Document> all = new ArrayList<>();

  DocumentTree(Effort effort) {
    this.effort = effort;
  }

  /** The functions found so far, by path below {@code data}. */
  Map<List<Value>, Document> functions() {
    return functions;
  }

  int size() {
    return all.size();
  }

  /** The document of a node; of a function, an empty package that is left out. */
  Document document(RuleTree node, List<Value> path) {
    List<Definition> own = new ArrayList<>();
    split(node, path, List.of(), own);
    boolean keyed = own.stream().anyMatch(d -> !d.keys().isEmpty());
    if (own.isEmpty() || (!keyed && hasChildRules(node))) {
      if (own.isEmpty()) {
        return make(path, Kind.PACKAGE, children(node, path), List.of());
      }
      keyed = true;
    }
    if (keyed) {
      below(node, path, List.of(), own);
      return make(path, Kind.OBJECT, Map.of(), own);
    }
    return make(path, own.getFirst().multi() ? Kind.SET : Kind.SINGLE, Map.of(), own);
  }

  private Map<Value, Document> children(RuleTree node, List<Value> path) {
    Map<Value, Document> children = new LinkedHashMap<>();
    node.children()
        .forEach((step, child) -> {
          if (!isFunction(child)) {
            children.put(step, document(child, append(path, step)));
          } else {
            split(child, append(path, step), List.of(), new ArrayList<>());
          }
        });
    return children;
  }

  private static boolean isFunction(RuleTree node) {
    return !node.rules().isEmpty()
        && node.children().isEmpty()
        && node.rules().stream().allMatch(r -> r.kind() == CoreRule.Kind.FUNCTION);
  }

  private static boolean hasChildRules(RuleTree node) {
    return node.children().values().stream()
        .anyMatch(c -> (!c.rules().isEmpty() && !isFunction(c)) || hasChildRules(c));
  }

  /** Takes the rules of a node: functions to their place, others to {@code out}. */
  private void split(RuleTree node, List<Value> path, List<Term> prefix, List<Definition> out) {
    List<Definition> function = new ArrayList<>();
    for (CoreRule rule : node.rules()) {
      effort.at(rule.location());
      effort.step();
      if (rule.kind() == CoreRule.Kind.FUNCTION) {
        function.add(new Definition(rule, List.of()));
      } else {
        List<Term> keys = new ArrayList<>(prefix);
        keys.addAll(rule.keys());
        out.add(new Definition(rule, keys));
      }
    }
    if (!function.isEmpty()) {
      functions.put(path, make(path, Kind.FUNCTION, Map.of(), function));
    }
  }

  private void below(RuleTree node, List<Value> path, List<Term> prefix, List<Definition> out) {
    node.children()
        .forEach((step, child) -> {
          List<Term> longer = append(prefix, new Term.Constant(step, Location.NONE));
          split(child, append(path, step), longer, out);
          below(child, append(path, step), longer, out);
        });
  }

  private Document make(
      List<Value> path, Kind kind, Map<Value, Document> children, List<Definition> definitions) {
    Document document = new Document(all.size(), path, kind, children, definitions);
    all.add(document);
    return document;
  }

  private static <T> List<T> append(List<T> list, T item) {
    List<T> longer = new ArrayList<>(list);
    longer.add(item);
    return longer;
  }
}
