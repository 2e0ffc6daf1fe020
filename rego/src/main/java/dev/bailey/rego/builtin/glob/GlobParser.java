package dev.bailey.rego.builtin.glob;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.glob.Glob.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a glob: {@code *} (no delimiters), {@code **} (anything), {@code ?}, {@code [abc]}, {@code
 * [!abc]}, {@code [a-c]}, {@code [!a-c]}, <code>{a,b}</code> nested freely, and escapes with {@code
 * \}.
 */
final class GlobParser {
  /** A jump whose targets are filled in once the alternatives have been read. */
  private static final Step LATER = new Step.Jump(new int[0]);

  private final int[] signs;
  private final List<Step> steps = new ArrayList<>();
  private final List<Alternatives> open = new ArrayList<>();
  private int at;

  /** One pair of braces: where it starts, where its alternatives start, the jumps to its end. */
  private record Alternatives(int start, List<Integer> firsts, List<Integer> ends) {}

  private GlobParser(String pattern) {
    this.signs = pattern.codePoints().toArray();
  }

  static Glob parse(String pattern, String delimiters) throws BuiltinException {
    GlobParser parser = new GlobParser(pattern);
    parser.run();
    return new Glob(parser.steps, delimiters);
  }

  private void run() throws BuiltinException {
    while (at < signs.length) {
      int c = signs[at++];
      switch (c) {
        case '\\' -> {
          if (at < signs.length) {
            steps.add(new Step.Sign(signs[at++]));
          }
        }
        case '*' -> star();
        case '?' -> steps.add(Step.One.ONE);
        case '[' -> set();
        case '{' -> openBraces();
        case ',' -> comma();
        case '}' -> closeBrace();
        default -> steps.add(new Step.Sign(c));
      }
    }
    while (!open.isEmpty()) {
      close();
    }
    steps.add(Step.End.END);
  }

  private void star() {
    boolean twice = at < signs.length && signs[at] == '*';
    if (twice) {
      at++;
    }
    steps.add(new Step.Many(twice));
  }

  private void openBraces() {
    Alternatives alternatives =
        new Alternatives(steps.size(), new ArrayList<>(), new ArrayList<>());
    steps.add(LATER);
    alternatives.firsts.add(steps.size());
    open.add(alternatives);
  }

  private void comma() {
    if (open.isEmpty()) {
      steps.add(new Step.Sign(','));
      return;
    }
    Alternatives innermost = open.getLast();
    innermost.ends.add(steps.size());
    steps.add(LATER);
    innermost.firsts.add(steps.size());
  }

  private void closeBrace() {
    if (open.isEmpty()) {
      steps.add(new Step.Sign('}'));
    } else {
      close();
    }
  }

  private void close() {
    Alternatives done = open.removeLast();
    steps.set(done.start, new Step.Jump(done.firsts.stream().mapToInt(i -> i).toArray()));
    Step behind = new Step.Jump(new int[] {steps.size()});
    done.ends.forEach(i -> steps.set(i, behind));
  }

  private void set() throws BuiltinException {
    boolean inside = true;
    if (at < signs.length && signs[at] == '!') {
      inside = false;
      at++;
    }
    if (at + 1 < signs.length && signs[at] != '\\' && signs[at + 1] == '-') {
      steps.add(new Step.Ranges(range(), inside));
    } else {
      steps.add(new Step.Ranges(members(), inside));
    }
  }

  private int[] range() throws BuiltinException {
    int low = signs[at];
    at += 2;
    if (at == signs.length || signs[at] == ']') {
      throw BuiltinException.failed("unexpected end of input");
    }
    int high = signs[at++];
    if (high < low) {
      throw BuiltinException.failed(
          "hi character '%s' should be greater than lo '%s'"
              .formatted(Character.toString(high), Character.toString(low)));
    }
    if (at == signs.length) {
      throw BuiltinException.failed("unexpected end of input");
    }
    if (signs[at++] != ']') {
      throw BuiltinException.failed("expected close range character");
    }
    return new int[] {low, high};
  }

  private int[] members() throws BuiltinException {
    List<Integer> members = new ArrayList<>();
    while (true) {
      if (at < signs.length && signs[at] == ']') {
        break;
      }
      if (at < signs.length && signs[at] == '\\') {
        at++;
      }
      if (at == signs.length) {
        throw BuiltinException.failed("unexpected end of input");
      }
      members.add(signs[at++]);
    }
    at++;
    if (members.isEmpty()) {
      throw BuiltinException.failed("could not parse range");
    }
    return members.stream().flatMapToInt(c -> java.util.stream.IntStream.of(c, c)).toArray();
  }
}
