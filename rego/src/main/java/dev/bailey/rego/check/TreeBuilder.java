package dev.bailey.rego.check;

import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects rules by path. */
final class TreeBuilder<R> {
  private final List<R> rules = new ArrayList<>();
  private final Map<Value, TreeBuilder<R>> children = new TreeMap<>();

  /** The node at a path, made where it is missing. */
  TreeBuilder<R> at(List<? extends Value> path) {
    TreeBuilder<R> node = this;
    for (Value step : path) {
      node = node.children.computeIfAbsent(step, s -> new TreeBuilder<>());
    }
    return node;
  }

  TreeBuilder<R> atNames(List<String> path) {
    return at(steps(path));
  }

  static List<RegoString> steps(List<String> path) {
    return path.stream().map(RegoString::of).toList();
  }

  void add(R rule) {
    rules.add(rule);
  }

  List<R> rules() {
    return rules;
  }

  Map<Value, TreeBuilder<R>> children() {
    return children;
  }

  /** A tree of core rules, ready to be shared. */
  static RuleTree freeze(TreeBuilder<CoreRule> node) {
    Map<Value, RuleTree> children = new TreeMap<>();
    node.children.forEach((step, child) -> children.put(step, freeze(child)));
    return new RuleTree(List.copyOf(node.rules), Collections.unmodifiableMap(children));
  }
}
