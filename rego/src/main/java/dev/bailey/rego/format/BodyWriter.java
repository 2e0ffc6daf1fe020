package dev.bailey.rego.format;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.syntax.With;
import java.util.List;

/** Writes statements. */
final class BodyWriter {
  private final Page page;
  private final TermWriter terms;

  BodyWriter(Page page, boolean guarded) {
    this.page = page;
    this.terms = new TermWriter(page, this, guarded);
  }

  TermWriter terms() {
    return terms;
  }

  /** Statements, each on its own line; at most one empty line between them is kept. */
  void lines(Body body) {
    int last = 0;
    for (Expr expr : body.expressions()) {
      int row = expr.location().row();
      if (last > 0 && row - last > 1) {
        page.blankLine();
      }
      page.commentsFor(row);
      line(expr);
      last = Page.endRow(expr.location());
      page.endLine();
    }
  }

  /** A statement; as it was, if a comment inside it finds no place of its own. */
  private void line(Expr expr) {
    Location place = expr.location();
    Page.Mark mark = page.mark();
    int conflicts = page.conflicts();
    statement(expr);
    page.commentsFor(Page.endRow(place));
    if (page.isLeftIn(place) || page.conflicts() > conflicts) {
      page.reset(mark);
      page.write(page.original(place));
      page.keepComments(place);
      page.commentsFor(Page.endRow(place));
    }
  }

  /** Statements on one line. */
  private void inline(Body body) {
    boolean first = true;
    for (Expr expr : body.expressions()) {
      if (!first) {
        page.write("; ");
      }
      first = false;
      statement(expr);
    }
  }

  /** The body of a comprehension, from behind its bar to before the closing bracket. */
  void comprehensionBody(Body body, Location place) {
    if (isOnRow(body, place.row())) {
      page.write(" ");
      inline(body);
      return;
    }
    page.endLine();
    page.in();
    lines(body);
    page.commentsAbove(Page.endRow(place));
    page.out();
    page.commentsFor(Page.endRow(place));
  }

  private static boolean isOnRow(Body body, int row) {
    return body.expressions().stream().allMatch(expr -> expr.location().row() == row);
  }

  /** A body in braces inside a statement; on one line if it stood on the line of the brace. */
  private void braced(Body body, int openRow, int closeRow) {
    if (isOnRow(body, openRow)) {
      page.write("{ ");
      inline(body);
      page.write(body.expressions().size() > 1 ? "}" : " }");
      return;
    }
    page.write("{");
    block(body, closeRow);
  }

  /** From behind an opening brace to the closing one. */
  void block(Body body, int closeRow) {
    page.endLine();
    page.in();
    lines(body);
    page.commentsAbove(closeRow);
    page.out();
    page.write("}");
  }

  /** One statement with its replacements. */
  void statement(Expr expr) {
    if (expr.negated()) {
      page.write("not ");
    }
    int row = kind(expr);
    List<With> withs = expr.withs();
    boolean deeper = false;
    for (With with : withs) {
      int at = with.location().row();
      if (at > row) {
        page.commentsFor(row);
        page.endLine();
        if (!deeper) {
          page.in();
          deeper = true;
        }
        page.commentsFor(at);
      } else {
        page.write(" ");
      }
      page.write("with ");
      terms.term(with.target());
      page.write(" as ");
      terms.term(with.value());
      row = Page.endRow(with.location());
    }
    if (deeper) {
      page.out();
    }
  }

  /** Writes what is stated; returns the row of its end in the source. */
  private int kind(Expr expr) {
    int end = Page.endRow(expr.location());
    return switch (expr.kind()) {
      case Expr.Bare b -> {
        terms.term(b.term());
        yield Page.endRow(b.term().location());
      }
      case Expr.Call c -> {
        terms.statement(c);
        yield Page.endRow(c.call().location());
      }
      case Expr.SomeVars s -> {
        page.write("some ");
        page.write(String.join(", ", s.variables().stream().map(Names::variable).toList()));
        yield Page.endRow(s.variables().getLast().location());
      }
      case Expr.SomeIn s -> {
        page.write("some ");
        if (s.key().isPresent()) {
          operand(s.key().get());
          page.write(", ");
        }
        operand(s.value());
        page.write(" in ");
        operand(s.domain());
        yield Page.endRow(s.domain().location());
      }
      case Expr.Every e -> {
        page.write("every ");
        if (e.key().isPresent()) {
          terms.term(e.key().get());
          page.write(", ");
        }
        terms.term(e.value());
        page.write(" in ");
        terms.term(e.domain());
        page.write(" ");
        int close = expr.withs().isEmpty() ? end : closeRow(e.body());
        braced(e.body(), Page.endRow(e.domain().location()), close);
        yield close;
      }
      case Expr.NotBody n -> {
        page.write("not ");
        if (!n.braced()) {
          statement(n.body().expressions().getFirst());
          yield Page.endRow(n.body().location());
        }
        int close = expr.withs().isEmpty() ? end : closeRow(n.body());
        braced(n.body(), expr.location().row(), close);
        yield close;
      }
    };
  }

  /** The row of the brace behind a body. */
  static int closeRow(Body body) {
    return Page.endRow(Page.upTo('}', body.location()));
  }

  private void operand(Term term) {
    if (term instanceof Term.Call c && c.infix()) {
      terms.parenthesised(term);
    } else {
      terms.term(term);
    }
  }
}
