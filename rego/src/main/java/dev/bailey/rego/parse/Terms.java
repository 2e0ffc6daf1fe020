package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads terms: operators by their strength, and what stands between them. */
final class Terms {
  private static final int PAIRS_OF_MEMBER = 3;

  /** Reading a number takes time that grows with the square of its length. */
  private static final int MAX_DIGITS = 100_000;

  private final Scanner scanner;
  private final Depth depth;
  private final Bodies bodies;
  private final Collections collections;
  private final Templates templates;

  Terms(Scanner scanner, Depth depth, Attempts attempts, Bodies bodies) {
    this.scanner = scanner;
    this.depth = depth;
    this.bodies = bodies;
    this.collections = new Collections(scanner, depth, attempts, this);
    this.templates = new Templates(scanner, depth, bodies);
  }

  /** Any term. */
  Term term() {
    return infix(primary(), Token.MEMBER);
  }

  /** A term, or {@code key, value in collection}. */
  Term termOrPair() {
    Term first = term();
    return scanner.token() == Token.COMMA ? pair(first) : first;
  }

  /** The rest of {@code first, value in collection}; a comma can mean nothing else here. */
  private Term pair(Term first) {
    ParseFailure notOne = scanner.fail("unexpected , token: expected \\n or ; or }");
    int height = depth.height();
    scanner.next();
    Term second = relation();
    if (scanner.token() != Token.IN) {
      throw notOne;
    }
    Location place = scanner.location();
    scanner.next();
    height = Math.max(height, depth.height());
    Term collection = relation();
    depth.above(Math.max(height, depth.height()), scanner);
    Term.Call member =
        member(List.of(first, second, collection), place, scanner.since(first.location()));
    return infix(member, Token.MEMBER);
  }

  /** A term whose outermost operator is not {@code in}. */
  Term relation() {
    return infix(primary(), Token.RELATION);
  }

  /** The operators that follow {@code left}, if they bind at least as strongly as asked. */
  Term infix(Term first, int strength) {
    Term left = first;
    while (scanner.token().strength() >= strength && !scanner.isNameOnNewLine()) {
      Token operator = scanner.token();
      Location place = scanner.location();
      int height = depth.height();
      scanner.next();
      Term right = infix(primary(), operator.strength() + 1);
      depth.above(Math.max(height, depth.height()), scanner);
      Location location = scanner.since(left.location());
      left =
          operator == Token.IN
              ? member(List.of(left, right), place, location)
              : new Term.Call(
                  new Term.Var(operator.builtin(), place), List.of(left, right), true, location);
    }
    return left;
  }

  private static Term.Call member(List<Term> arguments, Location operator, Location location) {
    String name = arguments.size() == PAIRS_OF_MEMBER ? "member_3" : "member_2";
    Term.Ref function =
        new Term.Ref(
            new Term.Var("internal", operator),
            List.of(new Term.Constant(RegoString.of(name), operator)),
            operator);
    return new Term.Call(function, arguments, true, location);
  }

  /** A term without operators, with the steps and arguments that follow it. */
  Term primary() {
    depth.enter(scanner);
    try {
      return scanner.token() == Token.MINUS ? negative() : steps(simple());
    } finally {
      depth.leave();
    }
  }

  private Term negative() {
    Location sign = scanner.location();
    scanner.next();
    if (scanner.token() == Token.NUMBER) {
      String text = "-" + scanner.text();
      scanner.next();
      depth.set(1);
      return noSteps(new Term.Constant(number(text, sign), scanner.since(sign)));
    }
    if (scanner.token() != Token.IDENT && scanner.token() != Token.CONTAINS) {
      throw scanner.fail("unexpected " + scanner.token().text() + ": expected number");
    }
    Term operand = steps(simple());
    depth.above(depth.height(), scanner);
    return new Term.Call(
        new Term.Var("minus", sign),
        List.of(new Term.Constant(RegoNumber.of(0), sign), operand),
        true,
        scanner.since(sign));
  }

  private Term simple() {
    depth.set(1);
    Location place = scanner.location();
    return switch (scanner.token()) {
      case IDENT, CONTAINS -> {
        String name = scanner.text();
        scanner.next();
        yield new Term.Var(name.equals("_") ? scanner.wildcard() : name, place);
      }
      case NUMBER -> {
        RegoNumber number = number(scanner.text(), place);
        scanner.next();
        yield noSteps(new Term.Constant(number, place));
      }
      case STRING -> {
        RegoString string = RegoString.of(Quoted.value(scanner.text()));
        scanner.next();
        yield noSteps(new Term.Constant(string, place));
      }
      case TRUE -> word(RegoBoolean.TRUE, place);
      case FALSE -> word(RegoBoolean.FALSE, place);
      case NULL -> word(RegoNull.NULL, place);
      case LBRACKET -> collections.array();
      case LBRACE -> collections.braces();
      case LPAREN -> parenthesised();
      case TEMPLATE -> noSteps(templates.template());
      default -> throw scanner.fail("unexpected " + scanner.token().text());
    };
  }

  private static RegoNumber number(String text, Location place) {
    if (text.length() <= MAX_DIGITS) {
      try {
        return RegoNumber.parse(text);
      } catch (NumberFormatException e) {
        // Its exponent is out of all bounds.
      }
    }
    throw new ParseFailure(place, "number is too large");
  }

  private Term word(Value value, Location place) {
    scanner.next();
    return noSteps(new Term.Constant(value, place));
  }

  private Term noSteps(Term term) {
    if ((scanner.token() == Token.LBRACKET || scanner.token() == Token.DOT) && !scanner.spaced()) {
      String kind =
          switch (term) {
            case Term.Constant c -> c.value().kind().text();
            default -> "templatestring";
          };
      throw new ParseFailure(term.location(), "illegal ref (head cannot be " + kind + ")");
    }
    return term;
  }

  private Term parenthesised() {
    Location open = scanner.location();
    scanner.next();
    Term inner = termOrPair();
    if (scanner.token() != Token.RPAREN) {
      throw scanner.fail("non-terminated expression");
    }
    scanner.next();
    return inner.at(scanner.since(open));
  }

  /** {@code .name}, {@code [term]} and {@code (arguments)}, as far as they follow. */
  Term steps(Term head) {
    Term term = head;
    List<Term> path = new ArrayList<>();
    while (!scanner.spaced()) {
      depth.steps(path.size(), scanner);
      switch (scanner.token()) {
        case DOT -> path.add(name());
        case LBRACKET -> path.add(index());
        case LPAREN -> {
          Term operator = path(term, path);
          if (!(operator instanceof Term.Var || operator instanceof Term.Ref)) {
            return operator;
          }
          path.clear();
          term = call(operator, head.location());
        }
        default -> {
          return path(term, path);
        }
      }
    }
    return path(term, path);
  }

  /** The arguments of a head that stand apart from its name: {@code f (x)}. */
  Term apart(Term name) {
    return call(name, name.location());
  }

  private Term path(Term head, List<Term> path) {
    return path.isEmpty() ? head : new Term.Ref(head, path, scanner.since(head.location()));
  }

  private Term name() {
    scanner.next();
    if (scanner.spaced()) {
      throw scanner.fail(
          "unexpected whitespace token: expected identifier", "no space may stand behind a dot");
    }
    if (scanner.token() != Token.IDENT && !scanner.token().isWord()) {
      throw scanner.fail("unexpected " + scanner.token().text() + ": expected identifier");
    }
    Location place = scanner.location();
    RegoString name = RegoString.of(scanner.text());
    scanner.next();
    return new Term.Constant(name, place);
  }

  private Term index() {
    int height = depth.height();
    scanner.next();
    Term index = term();
    if (scanner.token() != Token.RBRACKET) {
      throw scanner.fail("unexpected " + scanner.token().text() + ": expected ]");
    }
    scanner.next();
    depth.above(Math.max(height, depth.height()), scanner);
    return index;
  }

  private Term call(Term operator, Location from) {
    int height = depth.height();
    scanner.next();
    List<Term> arguments = collections.items(Token.RPAREN, "\",\" or \")\"");
    depth.above(Math.max(height, depth.height()), scanner);
    if (arguments.isEmpty() && operator instanceof Term.Var v && v.name().equals("set")) {
      return new Term.SetTerm(arguments, scanner.since(from));
    }
    return new Term.Call(operator, arguments, false, scanner.since(from));
  }

  Body body(Token close) {
    return bodies.until(close);
  }
}
