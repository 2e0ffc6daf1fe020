package dev.bailey.rego.format;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.TermOrder;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes terms. */
final class TermWriter {
  private final Page page;
  private final BodyWriter bodies;
  private final Sequences sequences;
  private final boolean guarded;

  /**
   * A writer.
   *
   * @param guarded whether a bar right after the first item of a collection is kept in parentheses,
   *     where it would begin a comprehension's body otherwise
   */
  TermWriter(Page page, BodyWriter bodies, boolean guarded) {
    this.page = page;
    this.bodies = bodies;
    this.guarded = guarded;
    this.sequences = new Sequences(page);
  }

  /**
   * A term in a place of its own. If a comment in it finds no place, or two want the same, the term
   * stays as it was.
   */
  void term(Term term) {
    if (isSimple(term)) {
      write(term);
    } else {
      term(term, false);
    }
  }

  void parenthesised(Term term) {
    term(term, true);
  }

  private void term(Term term, boolean inParentheses) {
    Page.Mark mark = page.mark();
    int conflicts = page.conflicts();
    write(() -> write(term), inParentheses);
    Location place = term.location();
    if (page.isLeftIn(place) || page.conflicts() > conflicts) {
      page.reset(mark);
      write(() -> page.write(page.original(place)), inParentheses && !hasParentheses(term));
      page.keepComments(place);
    }
  }

  private void write(Runnable content, boolean inParentheses) {
    if (inParentheses) {
      page.write("(");
    }
    content.run();
    if (inParentheses) {
      page.write(")");
    }
  }

  /** Whether the source has an operator's call in parentheses of its own. */
  private static boolean hasParentheses(Term term) {
    return term instanceof Term.Call c
        && c.infix()
        && c.location().offset() < c.arguments().getFirst().location().offset();
  }

  private static boolean isSimple(Term term) {
    return term instanceof Term.Constant || term instanceof Term.Var;
  }

  private void write(Term term) {
    switch (term) {
      case Term.Constant c -> page.write(constant(c));
      case Term.Var v -> page.write(Names.variable(v));
      case Term.Ref r -> {
        head(r.head());
        r.path().forEach(this::step);
      }
      case Term.ArrayTerm a -> items("[", a.items(), "]", a.location());
      case Term.SetTerm s when s.items().isEmpty() -> page.write("set()");
      case Term.SetTerm s -> {
        TreeSet<Term> seen = new TreeSet<>(TermOrder.ORDER);
        List<Term> items = s.items().stream().filter(seen::add).toList();
        items("{", items, "}", s.location());
      }
      case Term.ObjectTerm o -> object(o);
      case Term.ArrayComprehension c ->
          comprehension("[", () -> head(c.head()), c.body(), "]", c.location());
      case Term.SetComprehension c ->
          comprehension("{", () -> head(c.head()), c.body(), "}", c.location());
      case Term.ObjectComprehension c ->
          comprehension(
              "{",
              () -> {
                term(c.key());
                page.write(": ");
                head(c.value());
              },
              c.body(),
              "}",
              c.location());
      case Term.Call c when c.infix() -> infix(c, false);
      case Term.Call c -> {
        term(c.operator());
        page.write("(");
        sequences.arguments(c.arguments(), c.location(), this::term);
        page.write(")");
      }
      case Term.Template t -> template(t);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the first of equal items
  private void items(String open, List<Term> items, String close, Location place) {
    sequences.bracketed(open, items, close, place, item -> first(item, item == items.getFirst()));
  }

  private void first(Term item, boolean first) {
    boolean bar =
        item instanceof Term.Call c
            && c.infix()
            && c.operator() instanceof Term.Var v
            && v.name().equals("or");
    if (guarded && first && bar) {
      parenthesised(item);
    } else {
      term(item);
    }
  }

  private static String constant(Term.Constant constant) {
    String text = constant.location().text();
    if (constant.value() instanceof RegoNumber) {
      return isNumber(text) ? text : constant.value().toString();
    }
    if (!(constant.value() instanceof RegoString)) {
      return constant.value().toString();
    }
    return Names.quoted(constant);
  }

  /** Whether a text is a number as it stands, without space or parentheses in it. */
  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == '(' || c == '#') {
        return false;
      }
    }
    return !text.equals("-");
  }

  /** What stands before a bar or a step: an operator there needs parentheses. */
  private void head(Term term) {
    if (term instanceof Term.Call c && c.infix()) {
      parenthesised(term);
    } else {
      term(term);
    }
  }

  void step(Term step) {
    if (step instanceof Term.Constant c && Names.isDotted(step)) {
      page.write("." + ((RegoString) c.value()).text());
    } else {
      bracketStep(step);
    }
  }

  void bracketStep(Term step) {
    page.write("[");
    if (step instanceof Term.Constant c && c.value() instanceof RegoString) {
      page.write(Names.quoted(c));
    } else {
      term(step);
    }
    page.write("]");
  }

  @SuppressWarnings("ReferenceEquality") // the first of equal keys
  private void object(Term.ObjectTerm object) {
    Map<Term, Term> values = new TreeMap<>(TermOrder.ORDER);
    List<Term> keys = new ArrayList<>();
    for (Term.Entry entry : object.entries()) {
      if (values.put(entry.key(), entry.value()) == null) {
        keys.add(entry.key());
      }
    }
    sequences.bracketed(
        "{",
        keys,
        "}",
        object.location(),
        key -> {
          term(key);
          page.write(": ");
          Term value = values.get(key);
          if (value != null) {
            first(value, key == keys.getFirst());
          }
        });
  }

  private void comprehension(String open, Runnable head, Body body, String close, Location place) {
    page.write(open);
    head.run();
    page.write(" |");
    bodies.comprehensionBody(body, place);
    page.write(close);
  }

  /** An operator's call; as a statement, its operands need parentheses only to keep the meaning. */
  void infix(Term.Call call, boolean statement) {
    List<Term> arguments = call.arguments();
    int last = arguments.size() - 1;
    boolean member = Names.isMember(call);
    boolean pair = member && last > 1;
    if (pair && !statement) {
      page.write("(");
    }
    for (int i = 0; i <= last; i++) {
      operand(call, arguments.get(i), i > 0, statement);
      if (i < last) {
        String sign =
            !member
                ? " " + Names.operator(((Term.Var) call.operator()).name()) + " "
                : pair && i == 0 ? ", " : " in ";
        page.write(sign);
      }
    }
    if (pair && !statement) {
      page.write(")");
    }
  }

  private void operand(Term.Call call, Term operand, boolean right, boolean statement) {
    if (!(operand instanceof Term.Call c && c.infix()) || isPair(operand)) {
      term(operand);
      return;
    }
    int outer = Names.strength(call);
    int inner = Names.strength(c);
    boolean needed = outer > 0 && (right ? inner <= outer : inner < outer);
    boolean usual =
        Names.isMember(call) ? !Names.isMember(operand) : !statement && !Names.isMember(operand);
    if (needed || usual) {
      parenthesised(operand);
    } else {
      term(operand);
    }
  }

  private static boolean isPair(Term term) {
    return Names.isMember(term) && ((Term.Call) term).arguments().size() > 2;
  }

  private void template(Term.Template template) {
    String quote = template.raw() ? "`" : "\"";
    page.write("$" + quote);
    for (Term.Part part : template.parts()) {
      switch (part) {
        case Term.Part.Text t -> page.write(Templates.text(t.text(), template.raw()));
        case Term.Part.Embedded e -> {
          if (Templates.isConstant(e.expr())) {
            page.write(Templates.text(Templates.shown(e.expr()), template.raw()));
          } else {
            page.write("{");
            bodies.statement(e.expr());
            page.write("}");
          }
        }
      }
    }
    page.write(quote);
  }

  /** A statement that is a term: operators in it are those of the statement. */
  void statement(Expr.Kind kind) {
    switch (kind) {
      case Expr.Bare b -> term(b.term());
      case Expr.Call c when c.call().infix() -> infix(c.call(), true);
      case Expr.Call c -> term(c.call());
      default -> throw new IllegalStateException();
    }
  }
}
