package dev.bailey.rego.builtin.glob;

import dev.bailey.rego.builtin.automaton.Automaton;
import dev.bailey.rego.builtin.automaton.Automaton.Node;
import dev.bailey.rego.builtin.glob.Glob.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Makes automata of globs. */
final class GlobAutomaton {
  private static final int ASCII = 128;
  private static final BitSet NONE = new BitSet();

  private GlobAutomaton() {}

  static Optional<Automaton> of(List<Step> steps, String delimiters) {
    if (steps.size() > Automaton.MOST_NODES) {
      return Optional.empty();
    }
    BitSet plain = Automaton.all();
    delimiters.chars().filter(c -> c < ASCII).forEach(plain::clear);
    List<Node> nodes = new ArrayList<>();
    for (Step step : steps) {
      nodes.add(node(step, nodes.size(), plain));
    }
    return Optional.of(new Automaton(nodes, 0, steps.size() - 1, true));
  }

  private static Node node(Step step, int place, BitSet plain) {
    return switch (step) {
      case Step.Sign s -> new Node(range(s.codePoint(), s.codePoint()), place + 1, List.of());
      case Step.Ranges r -> {
        BitSet set = new BitSet(ASCII);
        for (int i = 0; i < r.bounds().length; i += 2) {
          set.or(range(r.bounds()[i], r.bounds()[i + 1]));
        }
        if (!r.inside()) {
          set.flip(0, ASCII);
        }
        yield new Node(set, place + 1, List.of());
      }
      case Step.One one -> new Node(plain, place + 1, List.of());
      case Step.Many many ->
          new Node(many.all() ? Automaton.all() : plain, place, List.of(place + 1));
      case Step.Jump jump -> new Node(NONE, place, Arrays.stream(jump.targets()).boxed().toList());
      case Step.End end -> new Node(NONE, place, List.of());
    };
  }

  private static BitSet range(int first, int last) {
    BitSet set = new BitSet(ASCII);
    if (first < ASCII && first <= last) {
      set.set(first, Math.min(last, ASCII - 1) + 1);
    }
    return set;
  }
}
