package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each rule needs. The things needed are rules, and nodes of the tree: a node stands for all
 * rules there and below, so that references to whole packages do not make long lists.
 */
final class Dependencies {
  private final TreeBuilder<Draft> tree;
  private final Map<Draft, List<Object>> needs = new HashMap<>();

  Dependencies(TreeBuilder<Draft> tree) {
    this.tree = tree;
  }

  /** What a rule or a node needs: rules and nodes. */
  List<Object> of(Object node) {
    return switch (node) {
      case Draft d -> needs.computeIfAbsent(d, this::collect);
      case TreeBuilder<?> t -> {
        List<Object> below = new ArrayList<>(t.rules());
        below.addAll(t.children().values());
        yield below;
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

  /** What a body needs. */
  List<Object> of(Body body) {
    Set<Object> found = new LinkedHashSet<>();
    walk(found).body(body);
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
          follow(tree, r.path(), 0, found);
        }
      }
    };
  }

  private static void follow(TreeBuilder<Draft> from, List<Term> path, int at, Set<Object> found) {
    TreeBuilder<Draft> node = from;
    for (int i = at; i < path.size(); i++) {
      if (path.get(i) instanceof Term.Constant c) {
        node = node.children().get(c.value());
        if (node == null) {
          return;
        }
        found.addAll(node.rules());
      } else {
        for (TreeBuilder<Draft> child : node.children().values()) {
          found.addAll(child.rules());
          follow(child, path, i + 1, found);
        }
        return;
      }
    }
    found.add(node);
  }
}
