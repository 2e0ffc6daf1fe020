package dev.bailey.rego.builtin.regex;

import dev.bailey.rego.builtin.automaton.Automaton;
import dev.bailey.rego.builtin.automaton.Automaton.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Makes automata of the regular expressions that policies mostly have: literals, classes, groups,
 * alternatives, repetitions, and anchors around the whole. The expression is known to be valid.
 */
final class RegexAutomaton {
  private static final int LONGEST = 500;
  private static final int MOST_REPEATED = 100;
  private static final BitSet NONE = new BitSet();

  private final String regex;
  private final List<Node> nodes = new ArrayList<>();
  private int at;
  private int stop;

  /** A part of an expression that is not understood here. */
  private static final class Beyond extends Exception {
    private static final long serialVersionUID = 1L;

    Beyond() {
      super(null, null, false, false);
    }
  }

  private sealed interface Part {
    record Characters(BitSet set) implements Part {}

    record All(List<Part> parts) implements Part {}

    record Any(List<Part> parts) implements Part {}

    /** {@code most}: -1 without end. */
    record Repeat(Part part, int least, int most) implements Part {}
  }

  private RegexAutomaton(String regex) {
    this.regex = regex;
  }

  static Optional<Automaton> of(String regex) {
    try {
      return regex.length() > LONGEST
          ? Optional.empty()
          : Optional.of(new RegexAutomaton(regex).make());
    } catch (Beyond e) {
      return Optional.empty();
    }
  }

  private Automaton make() throws Beyond {
    boolean fromStart = regex.startsWith("^");
    boolean toEnd = regex.endsWith("$") && !isEscaped(regex.length() - 1);
    at = fromStart ? 1 : 0;
    stop = regex.length() - (toEnd ? 1 : 0);
    Part part = alternatives();
    if (at < stop || ((fromStart || toEnd) && part instanceof Part.Any)) {
      throw new Beyond();
    }
    int end = add(new Node(NONE, 0, List.of()));
    int start = emit(part, end);
    if (!fromStart) {
      int loop = nodes.size();
      start = add(new Node(Automaton.all(), loop, List.of(start)));
    }
    return new Automaton(nodes, start, end, toEnd);
  }

  private boolean isEscaped(int place) {
    int from = place;
    while (from > 0 && regex.charAt(from - 1) == '\\') {
      from--;
    }
    return (place - from) % 2 == 1;
  }

  private int add(Node node) throws Beyond {
    if (nodes.size() == Automaton.MOST_NODES) {
      throw new Beyond();
    }
    nodes.add(node);
    return nodes.size() - 1;
  }

  /** Adds a part that is followed by a place; the place where it begins. */
  private int emit(Part part, int next) throws Beyond {
    return switch (part) {
      case Part.Characters c -> add(new Node(c.set(), next, List.of()));
      case Part.All all -> {
        int first = next;
        for (Part each : all.parts().reversed()) {
          first = emit(each, first);
        }
        yield first;
      }
      case Part.Any any -> {
        List<Integer> firsts = new ArrayList<>();
        for (Part each : any.parts()) {
          firsts.add(emit(each, next));
        }
        yield add(new Node(NONE, 0, firsts));
      }
      case Part.Repeat r -> {
        int first = r.most() < 0 ? loop(r.part(), next) : next;
        for (int i = r.least(); i < r.most(); i++) {
          first = add(new Node(NONE, 0, List.of(emit(r.part(), first), next)));
        }
        for (int i = 0; i < r.least(); i++) {
          first = emit(r.part(), first);
        }
        yield first;
      }
    };
  }

  private int loop(Part part, int next) throws Beyond {
    int place = add(new Node(NONE, 0, List.of()));
    nodes.set(place, new Node(NONE, 0, List.of(emit(part, place), next)));
    return place;
  }

  private Part alternatives() throws Beyond {
    List<Part> all = new ArrayList<>();
    all.add(sequence());
    while (at < stop && regex.charAt(at) == '|') {
      at++;
      all.add(sequence());
    }
    return all.size() == 1 ? all.getFirst() : new Part.Any(all);
  }

  private Part sequence() throws Beyond {
    List<Part> all = new ArrayList<>();
    while (at < stop && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      all.add(repeated(atom()));
    }
    return new Part.All(all);
  }

  private Part repeated(Part part) throws Beyond {
    if (at == stop || "*+?{".indexOf(regex.charAt(at)) < 0) {
      return part;
    }
    Part result =
        switch (regex.charAt(at)) {
          case '*' -> repeat(part, 0, -1);
          case '+' -> repeat(part, 1, -1);
          case '?' -> repeat(part, 0, 1);
          default -> counted(part);
        };
    if (at < stop && regex.charAt(at) == '?') {
      at++; // which of several matches is found makes no difference
    }
    if (at < stop && "*+?{".indexOf(regex.charAt(at)) >= 0) {
      throw new Beyond();
    }
    return result;
  }

  private Part repeat(Part part, int least, int most) {
    at++;
    return new Part.Repeat(part, least, most);
  }

  private Part counted(Part part) throws Beyond {
    int close = regex.indexOf('}', at);
    if (close < 0 || close >= stop) {
      throw new Beyond();
    }
    String text = regex.substring(at + 1, close);
    at = close + 1;
    int comma = text.indexOf(',');
    int least = count(comma < 0 ? text : text.substring(0, comma));
    int most =
        comma < 0 ? least : comma == text.length() - 1 ? -1 : count(text.substring(comma + 1));
    return new Part.Repeat(part, least, most);
  }

  private static int count(String digits) throws Beyond {
    boolean plain = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    int count = plain && digits.length() < 4 ? Integer.parseInt(digits) : MOST_REPEATED + 1;
    if (count > MOST_REPEATED) {
      throw new Beyond();
    }
    return count;
  }

  private Part atom() throws Beyond {
    char c = regex.charAt(at++);
    return switch (c) {
      case '(' -> group();
      case '[' ->
          new Part.Characters(
              RegexClass.read(regex, at, stop, this::moved).orElseThrow(Beyond::new));
      case '.' -> {
        BitSet all = Automaton.all();
        all.clear('\n');
        yield new Part.Characters(all);
      }
      case '\\' -> {
        BitSet set = at < stop ? RegexClass.escaped(regex.charAt(at++)) : NONE;
        if (set.isEmpty()) {
          throw new Beyond();
        }
        yield new Part.Characters(set);
      }
      case '^', '$', '*', '+', '?', '{' -> throw new Beyond();
      default -> {
        if (c >= 128) {
          throw new Beyond();
        }
        yield new Part.Characters(RegexClass.single(c));
      }
    };
  }

  private void moved(int place) {
    at = place;
  }

  private Part group() throws Beyond {
    if (regex.startsWith("?:", at)) {
      at += 2;
    } else if (regex.startsWith("?P<", at)) {
      at = regex.indexOf('>', at) + 1;
    } else if (regex.startsWith("?", at)) {
      throw new Beyond();
    }
    Part inner = alternatives();
    if (at >= stop || regex.charAt(at) != ')') {
      throw new Beyond();
    }
    at++;
    return inner;
  }
}
