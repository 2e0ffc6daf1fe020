package dev.bailey.rego.format;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes items between brackets: on one line if all begin on the row of the opening bracket,
 * otherwise each row of the source on a line of its own.
 */
final class Sequences {
  private final Page page;

  Sequences(Page page) {
    this.page = page;
  }

  void bracketed(
      String open, List<Term> items, String close, Location place, Consumer<Term> write) {
    page.write(open);
    write(items, place.row(), place, write);
    page.write(close);
  }

  /** The arguments of a call; a line end before the first does not count. */
  void arguments(List<Term> items, Location place, Consumer<Term> write) {
    if (!items.isEmpty()) {
      write(items, items.getFirst().location().row(), place, write);
    }
  }

  private void write(List<Term> items, int openRow, Location place, Consumer<Term> write) {
    List<List<Term>> rows = new ArrayList<>();
    int row = openRow;
    boolean several = false;
    for (Term item : items) {
      int at = item.location().row();
      if (at > row) {
        several = true;
      }
      if (rows.isEmpty() || at > row) {
        rows.add(new ArrayList<>());
      }
      rows.getLast().add(item);
      row = at;
    }
    if (!several) {
      items(items, write);
      return;
    }
    page.delayLineEnd();
    page.endLine();
    page.in();
    for (List<Term> line : rows) {
      page.commentsFor(line.getFirst().location());
      items(line, write);
      page.write(",");
      page.endLine();
    }
    int end = Page.endRow(place);
    page.commentsAbove(end);
    page.out();
    page.commentsFor(end);
  }

  private void items(List<Term> items, Consumer<Term> write) {
    boolean first = true;
    for (Term item : items) {
      if (!first) {
        page.write(", ");
      }
      first = false;
      write.accept(item);
    }
  }
}
