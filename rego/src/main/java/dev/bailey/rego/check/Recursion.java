package dev.bailey.rego.check;

import dev.bailey.rego.RegoError.Code;
import dev.bailey.rego.check.Errors.Stage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules that need themselves, and puts the others into an order in which each comes after
 * those it needs.
 *
 * <p>R. Tarjan, Depth-first search and linear graph algorithms, 1972; with a stack of its own,
 * since chains of rules may be long.
 */
final class Recursion {
  /**
   * Cycles are searched for one by one; beyond this many nobody reads them, and those of very many
   * rules are long.
   */
  private static final int MAX_REPORTS = 100;

  private static final int MAX_SEARCHED = 1_000_000;

  private final Dependencies dependencies;
  private final Errors errors;
  private final List<Draft> order = new ArrayList<>();
  private final Map<Object, Visit> visits = new HashMap<>();
  private final Deque<Visit> path = new ArrayDeque<>();
  private final Deque<Visit> open = new ArrayDeque<>();
  private int count;
  private int reports;
  private long searched;

  private static final class Visit {
    final Object node;
    final List<Object> needs;
    final int index;
    int low;
    int next;
    boolean isOpen = true;

    Visit(Object node, List<Object> needs, int index) {
      this.node = node;
      this.needs = needs;
      this.index = index;
      this.low = index;
    }
  }

  Recursion(Dependencies dependencies, Errors errors) {
    this.dependencies = dependencies;
    this.errors = errors;
  }

  /** The rules, those that others need first. */
  List<Draft> order(List<Draft> rules) {
    for (Draft rule : rules) {
      if (!visits.containsKey(rule)) {
        enter(rule);
        while (!path.isEmpty()) {
          step(path.peek());
        }
      }
    }
    return order;
  }

  private void enter(Object node) {
    if (node instanceof Draft d) {
      errors.effort().at(d.location());
    }
    Visit visit = new Visit(node, dependencies.of(node), count++);
    visits.put(node, visit);
    path.push(visit);
    open.push(visit);
  }

  private void step(Visit visit) {
    while (visit.next < visit.needs.size()) {
      Object need = visit.needs.get(visit.next++);
      Visit seen = visits.get(need);
      if (seen == null) {
        enter(need);
        return;
      }
      if (seen.isOpen) {
        visit.low = Math.min(visit.low, seen.index);
      }
    }
    path.pop();
    if (!path.isEmpty()) {
      path.peek().low = Math.min(path.peek().low, visit.low);
    }
    if (visit.low == visit.index) {
      close(visit);
    }
  }

  private void close(Visit root) {
    Set<Object> component = new HashSet<>();
    Visit member;
    do {
      member = open.pop();
      member.isOpen = false;
      component.add(member.node);
      if (member.node instanceof Draft d) {
        order.add(d);
      }
    } while (member != root);
    if (component.size() > 1 || root.needs.contains(root.node)) {
      for (Object node : component) {
        if (node instanceof Draft d && reports < MAX_REPORTS && searched <= MAX_SEARCHED) {
          reports++;
          searched += component.size();
          report(d, component);
        }
      }
    }
  }

  private void report(Draft rule, Set<Object> component) {
    StringBuilder cycle = new StringBuilder(rule.nameText());
    for (Draft d : cycle(rule, component)) {
      cycle.append(" -> ").append(d.nameText());
    }
    errors.add(
        Stage.RECURSION,
        Code.RECURSION,
        "rule " + rule.nameText() + " is recursive: " + cycle,
        rule.location());
  }

  /** The shortest way from a rule to itself, with it at the end. */
  private List<Draft> cycle(Draft rule, Set<Object> component) {
    Map<Object, Object> from = new HashMap<>();
    Deque<Object> queue = new ArrayDeque<>(List.of(rule));
    while (!queue.isEmpty() && !from.containsKey(rule)) {
      Object node = queue.remove();
      for (Object need : dependencies.of(node)) {
        if (component.contains(need) && from.putIfAbsent(need, node) == null) {
          queue.add(need);
        }
      }
    }
    List<Draft> way = new ArrayList<>(List.of(rule));
    for (@Nullable Object n = from.get(rule); n != null && n != rule; n = from.get(n)) {
      if (n instanceof Draft d) {
        way.add(d);
      }
    }
    return way.reversed();
  }
}
