package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoError.Code;
import dev.bailey.rego.check.Errors.Stage;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Finds rules that cannot be part of one document. */
final class Conflicts {
  private final Errors errors;

  Conflicts(Errors errors) {
    this.errors = errors;
  }

  /** Compares the rules of each path with one another, and with what is defined below. */
  void rules(TreeBuilder<Draft> node) {
    errors.effort().spend(1 + node.rules().size());
    if (!node.rules().isEmpty()) {
      errors.effort().at(node.rules().getFirst().location());
      below(node);
      among(node.rules());
    }
    node.children().values().forEach(this::rules);
  }

  private void below(TreeBuilder<Draft> node) {
    if (node.children().isEmpty()) {
      return;
    }
    Draft first = node.rules().getFirst();
    boolean open = node.rules().stream().allMatch(r -> !r.keys().isEmpty());
    List<String> details = new ArrayList<>();
    collect(node, first, open, details);
    if (!details.isEmpty()) {
      String found = String.join("\n", details);
      errors.add(
          Stage.CONFLICTS,
          new RegoError(
              Code.TYPE,
              "rule " + first.nameText() + " conflicts with:\n" + found,
              first.location()));
    }
  }

  private void collect(TreeBuilder<Draft> node, Draft rule, boolean open, List<String> details) {
    for (TreeBuilder<Draft> child : node.children().values()) {
      errors.effort().spend(1 + child.rules().size());
      for (Draft r : child.rules()) {
        boolean otherPackage = r.scope.path().size() > rule.path.size();
        if (!open || r.kind == CoreRule.Kind.FUNCTION || otherPackage) {
          details.add("  rule " + r.nameText() + " at " + r.location());
        }
      }
      collect(child, rule, open, details);
    }
  }

  private void among(List<Draft> rules) {
    Set<Boolean> multi = new HashSet<>();
    Set<Integer> arities = new HashSet<>();
    List<Location> defaults = new ArrayList<>();
    boolean complete = false;
    boolean keyed = false;
    for (Draft r : rules) {
      multi.add(r.kind == CoreRule.Kind.MULTI);
      arities.add(r.arguments.size());
      complete |= r.keys().isEmpty();
      keyed |= !r.keys().isEmpty();
      if (r.source.isDefault()) {
        defaults.add(r.location());
      }
    }
    Draft first = rules.getFirst();
    if (multi.size() > 1 || arities.size() > 1 || (complete && keyed)) {
      String name = rules.getLast().nameText();
      errors.type(Stage.CONFLICTS, "conflicting rules " + name + " found", first.location());
    } else if (defaults.size() > 1) {
      List<String> places = defaults.stream().map(Location::toString).toList();
      errors.type(
          Stage.CONFLICTS,
          "multiple default rules " + first.nameText() + " found at " + String.join(", ", places),
          first.scope.packageLocation());
    }
  }

  /** Finds packages that stand where a rule of another package stands. */
  void packages(Iterable<ModuleScope> scopes, TreeBuilder<Draft> tree) {
    Set<List<String>> seen = new HashSet<>();
    for (ModuleScope scope : scopes) {
      TreeBuilder<Draft> node = tree;
      for (String step : scope.path()) {
        node = node.atNames(List.of(step));
        if (!node.rules().isEmpty() && seen.add(scope.path())) {
          Draft rule = node.rules().getFirst();
          errors.type(
              Stage.CONFLICTS,
              TermText.packageName(scope.path())
                  + " conflicts with rule "
                  + Draft.word(rule.source)
                  + " defined at "
                  + rule.location(),
              scope.packageLocation());
        }
      }
    }
  }

  /** Finds rules whose path is taken by base data. */
  void baseData(TreeBuilder<Draft> node, List<String> path, Predicate<List<String>> exists) {
    if (!node.rules().isEmpty()) {
      if (exists.test(path)) {
        errors.compile(
            Stage.CONFLICTS,
            "conflicting rule for data path " + String.join("/", path) + " found",
            node.rules().getFirst().location());
      }
      return;
    }
    for (Map.Entry<Value, TreeBuilder<Draft>> child : node.children().entrySet()) {
      if (child.getKey() instanceof RegoString s) {
        List<String> deeper = new ArrayList<>(path);
        deeper.add(s.text());
        baseData(child.getValue(), List.copyOf(deeper), exists);
      }
    }
  }
}
