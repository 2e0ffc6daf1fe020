package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What each rule needs. The things needed are rules, nodes of the tree, and what stands for many
 * rules at once: a node for all rules there and below, {@link Behind} and its like for what a
 * reference with a variable may lead to. So neither references to whole packages nor many alike
 * make long lists.
 */
final class Dependencies {
  private final TreeBuilder<Draft> tree;
  private final Effort effort;
  private final Map<Draft, List<Object>> needs = new HashMap<>();
  private final Map<TreeBuilder<Draft>, Map<Value, List<TreeBuilder<Draft>>>> parents =
      new HashMap<>();

  /**
   * Where steps lead from each child of a node; every reference that runs over them needs the same.
   *
   * @param steps after the variable; those that are not constant are empty
   */
  private record Behind(TreeBuilder<Draft> node, List<Optional<Value>> steps) {}

  /** The rules of a node, and none below it. */
  private record Own(TreeBuilder<Draft> node) {}

  /** The rules of all children of a node, and none below these. */
  private record Children(TreeBuilder<Draft> node) {}

  Dependencies(TreeBuilder<Draft> tree, Effort effort) {
    this.tree = tree;
    this.effort = effort;
  }

  /** What a rule, a node, or something else that is needed needs. */
  List<Object> of(Object node) {
    List<Object> all = needs(node);
    effort.spend(1 + all.size());
    return all;
  }

  private List<Object> needs(Object node) {
    return switch (node) {
      case Draft d -> needs.computeIfAbsent(d, this::collect);
      case TreeBuilder<?> t -> {
        List<Object> below = new ArrayList<>(t.rules());
        below.addAll(t.children().values());
        yield below;
      }
      case Own o -> List.copyOf(o.node().rules());
      case Behind b -> behind(b);
      case Children c -> {
        List<Object> rules = new ArrayList<>();
        c.node().children().values().forEach(child -> rules.addAll(child.rules()));
        yield rules;
      }
      default -> List.of();
    };
  }

  private List<Object> collect(Draft rule) {
    Set<Object> found = new LinkedHashSet<>();
    Walk walk = walk(found);
    for (Draft d = rule; d != null; d = d.otherwise) {
      walk.body(d.body);
    }
    return List.copyOf(found);
  }

  private Walk walk(Set<Object> found) {
    return new Walk() {
      @Override
      void operator(Term operator) {
        if (operator instanceof Term.Ref r) {
          reference(r);
        }
      }

      @Override
      void term(Term term) {
        if (term instanceof Term.Ref r && Terms.isRoot(r.head())) {
          reference(r);
          r.path().forEach(this::term);
        } else {
          super.term(term);
        }
      }

      @Override
      void variable(Term.Var v) {
        if (v.name().equals("data")) {
          found.add(tree);
        }
      }

      private void reference(Term.Ref r) {
        if (r.head() instanceof Term.Var v && v.name().equals("data")) {
          follow(tree, r.path().stream().map(Dependencies::constant).toList(), found);
        }
      }
    };
  }

  private static Optional<Value> constant(Term step) {
    return step instanceof Term.Constant c ? Optional.of(c.value()) : Optional.empty();
  }

  private static void follow(
      TreeBuilder<Draft> from, List<Optional<Value>> steps, Set<Object> found) {
    TreeBuilder<Draft> node = from;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).isEmpty()) {
        found.add(new Behind(node, steps.subList(i + 1, steps.size())));
        return;
      }
      node = node.children().get(steps.get(i).get());
      if (node == null) {
        return;
      }
      found.add(new Own(node));
    }
    found.add(node);
  }

  private List<Object> behind(Behind behind) {
    TreeBuilder<Draft> node = behind.node();
    List<Optional<Value>> steps = behind.steps();
    Set<Object> found = new LinkedHashSet<>();
    found.add(new Children(node));
    if (!steps.isEmpty() && steps.getFirst().isPresent()) {
      Map<Value, List<TreeBuilder<Draft>>> having = parents.computeIfAbsent(node, this::parents);
      for (TreeBuilder<Draft> child : having.getOrDefault(steps.getFirst().get(), List.of())) {
        follow(child, steps, found);
      }
    } else {
      for (TreeBuilder<Draft> child : node.children().values()) {
        follow(child, steps, found);
      }
    }
    return List.copyOf(found);
  }

  /** The children of a node by the steps that lead on from them. */
  private Map<Value, List<TreeBuilder<Draft>>> parents(TreeBuilder<Draft> node) {
    Map<Value, List<TreeBuilder<Draft>>> having = new HashMap<>();
    for (TreeBuilder<Draft> child : node.children().values()) {
      for (Value step : child.children().keySet()) {
        having.computeIfAbsent(step, s -> new ArrayList<>()).add(child);
      }
    }
    return having;
  }
}
