package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Expr;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders one body. The text is gone through again and again; each time, expressions are taken in
 * order as soon as all their variables are bound by those taken before, or by themselves. A closure
 * waits for the variables that it shares with the body.
 *
 * <p>An expression is looked at again only when a variable that it lacks was bound, so that long
 * bodies in the wrong order do not cost a pass for each expression.
 */
final class Reordering {
  /** An expression that found no place, and the variables it lacks. */
  record Left(Expr expr, Set<String> missing) {}

  private final List<Expr> body;
  private final Functions functions;
  private final Set<String> safe;
  private final Effort effort;
  private final List<Set<String>> needs = new ArrayList<>();
  private final List<Set<String>> closed = new ArrayList<>();
  private final BitSet placed = new BitSet();
  private final BitSet asked = new BitSet();
  private BitSet now = new BitSet();
  private BitSet next = new BitSet();
  private final Map<String, List<Integer>> waiting = new HashMap<>();
  private final List<Expr> order;

  /**
   * @param safe what is bound before; grows by what the body binds
   */
  Reordering(List<Expr> body, Locals locals, Functions functions, Set<String> safe, Effort effort) {
    this.body = body;
    this.functions = functions;
    this.safe = safe;
    this.effort = effort;
    this.order = new ArrayList<>(body.size());
    Set<String> shared = new HashSet<>();
    for (Expr e : body) {
      Set<String> direct = new HashSet<>();
      Vars.direct(e, locals, direct);
      needs.add(direct);
      shared.addAll(direct);
    }
    for (Expr e : body) {
      Set<String> inside = new HashSet<>();
      Vars.inClosures(e, inside, effort);
      inside.retainAll(shared);
      closed.add(inside);
    }
  }

  List<Expr> run() {
    now.set(0, body.size());
    while (!now.isEmpty()) {
      for (int i = now.nextSetBit(0); i >= 0; i = now.nextSetBit(i)) {
        now.clear(i);
        attempt(i);
      }
      BitSet done = now;
      now = next;
      next = done;
    }
    return order;
  }

  private void attempt(int i) {
    effort.spend(1 + needs.get(i).size() + closed.get(i).size());
    Expr expr = body.get(i);
    Set<String> outputs = Outputs.of(expr, functions, safe);
    if (isReady(i, outputs)) {
      placed.set(i);
      order.add(expr);
      bind(outputs, i);
    } else if (!asked.get(i)) {
      asked.set(i);
      await(needs.get(i), i);
      await(closed.get(i), i);
    }
  }

  private boolean isReady(int i, Set<String> outputs) {
    for (String name : needs.get(i)) {
      if (!safe.contains(name) && !outputs.contains(name)) {
        return false;
      }
    }
    return safe.containsAll(closed.get(i));
  }

  private void await(Set<String> names, int i) {
    for (String name : names) {
      if (!safe.contains(name)) {
        waiting.computeIfAbsent(name, n -> new ArrayList<>()).add(i);
      }
    }
  }

  private void bind(Set<String> outputs, int by) {
    ArrayDeque<String> fresh = new ArrayDeque<>();
    for (String name : outputs) {
      if (safe.add(name)) {
        fresh.add(name);
      }
    }
    for (String name : fresh) {
      List<Integer> woken = waiting.remove(name);
      if (woken != null) {
        for (int i : woken) {
          if (!placed.get(i)) {
            (i > by ? now : next).set(i);
          }
        }
      }
    }
  }

  /** The expressions without a place. */
  List<Left> left() {
    List<Left> left = new ArrayList<>();
    for (int i = placed.nextClearBit(0); i < body.size(); i = placed.nextClearBit(i + 1)) {
      Set<String> missing = new HashSet<>(needs.get(i));
      missing.removeAll(Outputs.of(body.get(i), functions, safe));
      missing.addAll(closed.get(i));
      missing.removeAll(safe);
      left.add(new Left(body.get(i), missing));
    }
    return left;
  }
}
