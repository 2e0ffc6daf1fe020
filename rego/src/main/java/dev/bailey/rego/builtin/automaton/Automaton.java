package dev.bailey.rego.builtin.automaton;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a pattern matches ASCII texts with one table lookup for each character. The
 * tables are made of the pattern's nodes while texts come by, up to a fixed number; beyond that,
 * and for other texts, the answer is left to somebody else. Threads share it without locks.
 */
public final class Automaton {
  /** Nodes of a pattern that is still worth it. */
  public static final int MOST_NODES = 1_000;

  private static final int MOST_STATES = 256;
  private static final int ASCII = 128;

  /** What can be said. */
  public enum Answer {
    YES,
    NO,
    UNKNOWN
  }

  /**
   * A place in a pattern.
   *
   * @param characters that lead on to {@code to}
   * @param jumps to places that are reached without a character
   */
  public record Node(BitSet characters, int to, List<Integer> jumps) {
    public Node {
      jumps = List.copyOf(jumps);
    }
  }

  private final List<Node> nodes;
  private final int end;
  private final boolean whole;
  private final State start;
  private final Map<BitSet, State> states = new ConcurrentHashMap<>();

  /** All places that may have been reached. */
  private static final class State {
    final BitSet places;
    final boolean accepts;
    final @Nullable State[] next = new State[ASCII];

    State(BitSet places, boolean accepts) {
      this.places = places;
      this.accepts = accepts;
    }
  }

  /**
   * @param start where to begin
   * @param end the place at which the pattern has matched
   * @param whole whether that counts at the end of the text only
   */
  public Automaton(List<Node> nodes, int start, int end, boolean whole) {
    this.nodes = List.copyOf(nodes);
    this.end = end;
    this.whole = whole;
    BitSet places = new BitSet();
    enter(start, places);
    this.start = new State(places, places.get(end));
  }

  /** All characters of ASCII. */
  public static BitSet all() {
    BitSet all = new BitSet(ASCII);
    all.set(0, ASCII);
    return all;
  }

  public Answer matches(String text) {
    State state = start;
    for (int i = 0; i < text.length(); i++) {
      if (state.accepts && !whole) {
        return Answer.YES;
      }
      char c = text.charAt(i);
      if (c >= ASCII) {
        return Answer.UNKNOWN;
      }
      State next = state.next[c];
      if (next == null) {
        next = step(state, c);
        if (next == null) {
          return Answer.UNKNOWN;
        }
        state.next[c] = next;
      }
      state = next;
    }
    return state.accepts ? Answer.YES : Answer.NO;
  }

  private @Nullable State step(State from, char c) {
    BitSet places = new BitSet();
    for (int i = from.places.nextSetBit(0); i >= 0; i = from.places.nextSetBit(i + 1)) {
      Node node = nodes.get(i);
      if (node.characters().get(c)) {
        enter(node.to(), places);
      }
    }
    State known = states.get(places);
    if (known != null || states.size() >= MOST_STATES) {
      return known;
    }
    State made = new State(places, places.get(end));
    State before = states.putIfAbsent(places, made);
    return before == null ? made : before;
  }

  private void enter(int first, BitSet places) {
    int[] pending = {first};
    int waiting = 1;
    while (waiting > 0) {
      int place = pending[--waiting];
      if (!places.get(place)) {
        places.set(place);
        List<Integer> jumps = nodes.get(place).jumps();
        pending = Arrays.copyOf(pending, Math.max(pending.length, waiting + jumps.size()));
        for (int jump : jumps) {
          pending[waiting++] = jump;
        }
      }
    }
  }
}
