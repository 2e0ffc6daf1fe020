package dev.bailey.rego.plan;

import dev.bailey.rego.plan.Routine.Clause;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds clauses that need something looked up to be one of some constants, and arranges them so
 * that a lookup or two choose among any number of clauses.
 */
final class Indexer {
  /** Fewer are as quickly tried. */
  private static final int FEWEST = 3;

  /** How many places the whole index may have for each clause; clauses stand in many cases. */
  private static final int COPIES = 8;

  private final Plan plan;
  private final List<Map<Op, Set<Value>>> needs = new ArrayList<>();
  private int room;

  Indexer(Plan plan) {
    this.plan = plan;
  }

  Optional<Index> index(List<Clause> clauses, int parameters) {
    if (clauses.size() < FEWEST) {
      return Optional.empty();
    }
    List<Integer> all = new ArrayList<>();
    for (Clause clause : clauses) {
      all.add(needs.size());
      needs.add(needs(clause, parameters));
    }
    room = COPIES * clauses.size();
    Index index = index(all, new HashSet<>());
    return index instanceof Index.Switch ? Optional.of(index) : Optional.empty();
  }

  private Index index(List<Integer> places, Set<Op> used) {
    Op best = null;
    int most = places.size() < FEWEST ? Integer.MAX_VALUE : 1;
    for (Map.Entry<Op, Integer> candidate : candidates(places, used).entrySet()) {
      if (candidate.getValue() > most) {
        best = candidate.getKey();
        most = candidate.getValue();
      }
    }
    if (best == null) {
      return new Index.Clauses(places);
    }
    return split(best, places, used);
  }

  private Index split(Op on, List<Integer> places, Set<Op> used) {
    Map<Value, List<Integer>> cases = new LinkedHashMap<>();
    List<Integer> free = new ArrayList<>();
    for (int place : places) {
      Set<Value> values = needs.get(place).get(on);
      if (values == null) {
        free.add(place);
      } else {
        values.forEach(v -> cases.computeIfAbsent(v, x -> new ArrayList<>()).add(place));
      }
    }
    int copies = cases.values().stream().mapToInt(List::size).sum() + free.size() * cases.size();
    if (copies > room) {
      return new Index.Clauses(places);
    }
    room -= copies;
    Set<Op> inner = new HashSet<>(used);
    inner.add(on);
    Map<Value, Index> indexed = new HashMap<>();
    cases.forEach((value, chosen) -> {
      Set<Integer> together = new TreeSet<>(chosen);
      together.addAll(free);
      indexed.put(value, index(List.copyOf(together), inner));
    });
    return new Index.Switch(on, indexed, index(free, inner));
  }

  /** What clauses need, in the order in which they first do, and how many of them need it. */
  private Map<Op, Integer> candidates(List<Integer> places, Set<Op> used) {
    Map<Op, Integer> all = new LinkedHashMap<>();
    places.forEach(
        place -> needs.get(place).keySet().forEach(op -> all.merge(op, 1, Integer::sum)));
    all.keySet().removeAll(used);
    return all;
  }

  /** What a clause, or each one of its alternatives, needs. */
  private Map<Op, Set<Value>> needs(Clause clause, int parameters) {
    Map<Op, Set<Value>> own = needs(clause.block(), parameters);
    if (clause.otherwise().isPresent()) {
      Map<Op, Set<Value>> other = needs(clause.otherwise().get(), parameters);
      own.keySet().retainAll(other.keySet());
      own.forEach((op, values) -> values.addAll(other.get(op)));
    }
    return own;
  }

  private Map<Op, Set<Value>> needs(Block block, int parameters) {
    Map<Op, Set<Value>> found = new LinkedHashMap<>();
    Map<Integer, Op> bound = new HashMap<>();
    for (Step step : unreplaced(block.steps())) {
      switch (step) {
        case Step.Bind s when isKey(resolve(s.value(), bound), parameters) ->
            bound.put(s.slot(), resolve(s.value(), bound));
        case Step.Let s when isKey(s.value(), parameters) -> bound.put(s.slot(), s.value());
        case Step.Same s when s.left() instanceof Op.Const c ->
            need(found, resolve(s.right(), bound), Set.of(c.value()), parameters);
        case Step.Same s when s.right() instanceof Op.Const c ->
            need(found, resolve(s.left(), bound), Set.of(c.value()), parameters);
        case Step.Test(Op value) when value instanceof Op.Invoke call ->
            call(found, call, bound, parameters);
        default -> {}
      }
    }
    return found;
  }

  /** The steps that see the world as it is outside of the rule. */
  private static List<Step> unreplaced(List<Step> steps) {
    List<Step> out = new ArrayList<>();
    int replaced = 0;
    for (Step step : steps) {
      replaced += step instanceof Step.Enter ? 1 : step instanceof Step.Leave ? -1 : 0;
      if (replaced == 0) {
        out.add(step);
      }
    }
    return out;
  }

  private void call(
      Map<Op, Set<Value>> found, Op.Invoke call, Map<Integer, Op> bound, int parameters) {
    if (plan.isReplaced(call.builtin()) || call.arguments().size() != 2) {
      return;
    }
    Op first = resolve(call.arguments().get(0), bound);
    Op second = resolve(call.arguments().get(1), bound);
    if (call.builtin().equals("internal.member_2") && second instanceof Op.Const c) {
      need(found, first, members(c.value()), parameters);
    } else if (call.builtin().equals("equal")) {
      if (second instanceof Op.Const c) {
        need(found, first, Set.of(c.value()), parameters);
      } else if (first instanceof Op.Const c) {
        need(found, second, Set.of(c.value()), parameters);
      }
    }
  }

  private static Set<Value> members(Value value) {
    Set<Value> all = new LinkedHashSet<>();
    switch (value) {
      case RegoSet s -> s.forEach(all::add);
      case RegoArray a -> a.forEach(all::add);
      case RegoObject o -> o.forEach((k, v) -> all.add(v));
      default -> {}
    }
    return all;
  }

  private static void need(Map<Op, Set<Value>> found, Op op, Set<Value> values, int parameters) {
    if (isKey(op, parameters)) {
      found.merge(
          op,
          new LinkedHashSet<>(values),
          (a, b) -> {
            a.retainAll(b);
            return a;
          });
    }
  }

  /** Replaces slots by what they are bound to. */
  private static Op resolve(Op op, Map<Integer, Op> bound) {
    return switch (op) {
      case Op.Local(int slot) -> bound.getOrDefault(slot, op);
      case Op.Get(Op of, Op key) -> new Op.Get(resolve(of, bound), key);
      default -> op;
    };
  }

  /** Whether an operation is a lookup in input or base data, or in a parameter. */
  private static boolean isKey(Op op, int parameters) {
    Op at = op;
    while (at instanceof Op.Get(Op of, Op key) && key instanceof Op.Const) {
      at = of;
    }
    return switch (at) {
      case Op.Input o -> true;
      case Op.Base o -> o.path().stream().allMatch(step -> step instanceof Op.Const);
      case Op.Local(int slot) -> slot < parameters;
      default -> false;
    };
  }
}
