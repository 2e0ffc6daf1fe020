package dev.bailey.rego.format;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Head;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoBoolean;
import java.util.Optional;

/** Writes rules. */
final class RuleWriter {
  private final Page page;
  private final BodyWriter bodies;
  private final TermWriter terms;
  private final Style style;

  /**
   * What is the same for a whole module.
   *
   * @param ifs whether {@code if} stands before bodies
   * @param words whether {@code contains} stands before members
   * @param assigns whether heads take {@code :=} only
   * @param longNames whether some rule has a name of more than two parts
   */
  record Style(boolean ifs, boolean words, boolean assigns, boolean longNames) {}

  RuleWriter(Page page, BodyWriter bodies, Style style) {
    this.page = page;
    this.bodies = bodies;
    this.terms = bodies.terms();
    this.style = style;
  }

  void rule(Rule rule) {
    if (rule.isDefault()) {
      page.write("default ");
    }
    boolean always = rule.otherwise().isEmpty() && isTrue(rule.body());
    boolean bodied = rule.body().isPresent() && !always;
    head(rule.head(), rule.isDefault() || always, bodied);
    boolean open = bodied && body(rule);
    Rule last = rule;
    while (last.otherwise().isPresent()) {
      Rule otherwise = last.otherwise().get();
      open = otherwise(otherwise, last, open);
      last = otherwise;
    }
    page.commentsFor(Page.endRow(rule.location()));
    page.endLine();
  }

  private static boolean isTrue(Optional<Body> body) {
    return body.isPresent()
        && body.get().expressions().size() == 1
        && isTrue(body.get().expressions().getFirst());
  }

  private static boolean isTrue(Expr expr) {
    return expr.withs().isEmpty()
        && !expr.negated()
        && expr.kind() instanceof Expr.Bare bare
        && isTrue(bare.term());
  }

  private static boolean isTrue(Term term) {
    return term instanceof Term.Constant c && c.value().equals(RegoBoolean.TRUE);
  }

  private void head(Head head, boolean needsValue, boolean bodied) {
    name(head);
    if (head.arguments().isPresent()) {
      page.write("(");
      new Sequences(page).arguments(head.arguments().get(), arguments(head), terms::term);
      page.write(")");
    }
    if (head.key().isEmpty()) {
      value(head, needsValue, bodied);
    } else if (style.words) {
      page.write(" contains ");
      terms.term(head.key().get());
    } else {
      terms.bracketStep(head.key().get());
    }
  }

  /** Where the arguments of a head stand, up to the closing parenthesis. */
  private static Location arguments(Head head) {
    Location last = head.arguments().orElseThrow().getLast().location();
    Location close = Page.upTo(')', last);
    Location place = head.location();
    int length = close.offset() + close.length() - place.offset();
    return new Location(place.source(), place.row(), place.column(), place.offset(), length);
  }

  /** A value; {@code true} is left out where a body says as much. */
  private void value(Head head, boolean needed, boolean bodied) {
    String sign = style.assigns || head.assigned() ? " := " : " = ";
    if (head.value().isPresent()) {
      if (!bodied || !isTrue(head.value().get()) || isMemberWithoutValue(head)) {
        page.write(sign);
        terms.term(head.value().get());
      }
    } else if (needed) {
      page.write(sign + "true");
    }
  }

  /** Whether a head without a value would stand for a member of a set, in the old form. */
  private boolean isMemberWithoutValue(Head head) {
    return !style.assigns
        && head.arguments().isEmpty()
        && head.name() instanceof Term.Ref ref
        && ref.path().size() == 1;
  }

  private void name(Head head) {
    switch (head.name()) {
      case Term.Ref ref when ref.path().size() == 1 && !style.longNames -> {
        terms.term(ref.head());
        terms.bracketStep(ref.path().getFirst());
      }
      case Term.Ref ref -> {
        terms.term(ref.head());
        ref.path().forEach(terms::step);
      }
      case Term other -> terms.term(other);
    }
  }

  /** Writes a body; returns whether it ends with a brace on a line of its own. */
  private boolean body(Rule rule) {
    Body body = rule.body().orElseThrow();
    Location head = rule.head().location();
    boolean ifs = style.ifs && (style.words || rule.head().key().isEmpty());
    page.write(ifs ? " if " : " ");
    boolean single = body.expressions().size() == 1 && !isSet(body.expressions().getFirst());
    boolean besides = body.location().row() == Page.endRow(head);
    if (ifs && single && besides) {
      bodies.statement(body.expressions().getFirst());
      return false;
    }
    page.write("{");
    bodies.block(body, closeRow(rule, body));
    return true;
  }

  /** Whether a statement would be read as a body in braces if it stood after {@code if}. */
  private static boolean isSet(Expr expr) {
    return !expr.negated()
        && expr.kind() instanceof Expr.Bare bare
        && bare.term() instanceof Term.SetTerm set
        && !set.items().isEmpty();
  }

  private static int closeRow(Rule rule, Body body) {
    if (rule.otherwise().isEmpty()) {
      return Page.endRow(rule.location());
    }
    return BodyWriter.closeRow(body);
  }

  private boolean otherwise(Rule rule, Rule before, boolean open) {
    int row = rule.location().row();
    int closed = before.body().map(body -> closeRow(before, body)).orElse(row);
    if (open && row == closed && closed > Page.endRow(before.head().location())) {
      page.write(" ");
    } else {
      if (closed < row) {
        page.commentsFor(closed);
      }
      page.endLine();
      page.blankLine();
    }
    page.commentsFor(row);
    page.write("else");
    boolean always = rule.otherwise().isEmpty() && isTrue(rule.body());
    boolean bodied = rule.body().isPresent() && !always;
    value(rule.head(), always, bodied);
    return bodied && body(rule);
  }
}
