package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import java.util.ArrayList;
import java.util.List;

/** Reads strings with expressions inside. */
final class Templates {
  private final Scanner scanner;
  private final Depth depth;
  private final Bodies bodies;

  Templates(Scanner scanner, Depth depth, Bodies bodies) {
    this.scanner = scanner;
    this.depth = depth;
    this.bodies = bodies;
  }

  Term.Template template() {
    Location open = scanner.location();
    boolean raw = scanner.text().endsWith("`");
    List<Term.Part> parts = new ArrayList<>();
    int highest = 0;
    StringBuilder text = new StringBuilder();
    while (!scanner.templateText(raw, text)) {
      addText(parts, text);
      scanner.next();
      parts.add(new Term.Part.Embedded(embedded()));
      highest = Math.max(highest, depth.height());
    }
    addText(parts, text);
    scanner.next();
    depth.above(highest, scanner);
    return new Term.Template(parts, raw, scanner.since(open));
  }

  private static void addText(List<Term.Part> parts, StringBuilder text) {
    if (!text.isEmpty()) {
      parts.add(new Term.Part.Text(text.toString()));
      text.setLength(0);
    }
  }

  private Expr embedded() {
    Location place = scanner.location();
    Expr expr = bodies.literal();
    String wrong = expr.negated() ? "negation ('not')" : unfit(expr.kind());
    if (!wrong.isEmpty()) {
      throw new ParseFailure(place, "unexpected " + wrong + " in template-string expression");
    }
    if (scanner.token() != Token.RBRACE) {
      throw scanner.fail("expected } to end template string expression");
    }
    return expr;
  }

  private static String unfit(Expr.Kind kind) {
    return switch (kind) {
      case Expr.Bare b -> "";
      case Expr.Call c -> {
        boolean eq =
            c.call().operator() instanceof Term.Var v && c.call().infix() && v.name().equals("eq");
        boolean assign =
            c.call().operator() instanceof Term.Var v
                && c.call().infix()
                && v.name().equals("assign");
        yield eq ? "unification ('=')" : assign ? "assignment (':=')" : "";
      }
      case Expr.SomeVars s -> "'some'";
      case Expr.SomeIn s -> "'some'";
      case Expr.Every e -> "'every'";
      case Expr.NotBody n -> "negation ('not')";
    };
  }
}
