package dev.bailey.rego.format;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Comment;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The text that is being written, and the comments that have still to find their place in it. A
 * comment on a row of its own goes before whatever begins below it; one behind something goes to
 * the end of the line on which that is written.
 */
final class Page {
  private final StringBuilder out = new StringBuilder();
  private final List<Comment> comments;
  private final BitSet kept = new BitSet();
  private int nextComment;
  private Optional<Comment> lineEnd = Optional.empty();
  private boolean delayed;
  private int conflicts;
  private int indent;
  private boolean fresh = true;

  Page(List<Comment> comments) {
    this.comments = comments;
  }

  /** A state to return to. */
  record Mark(
      int length,
      int nextComment,
      Optional<Comment> lineEnd,
      boolean delayed,
      int indent,
      boolean fresh) {}

  Mark mark() {
    return new Mark(out.length(), nextComment, lineEnd, delayed, indent, fresh);
  }

  void reset(Mark mark) {
    out.setLength(mark.length);
    nextComment = mark.nextComment;
    lineEnd = mark.lineEnd;
    delayed = mark.delayed;
    indent = mark.indent;
    fresh = mark.fresh;
  }

  /** How often two comments wanted to end one line. */
  int conflicts() {
    return conflicts;
  }

  void write(String text) {
    if (fresh) {
      out.repeat('\t', indent);
      fresh = false;
    }
    out.append(text);
  }

  void endLine() {
    if (delayed) {
      delayed = false;
    } else if (lineEnd.isPresent()) {
      out.append(" #").append(lineEnd.get().text().stripTrailing());
      lineEnd = Optional.empty();
    }
    out.append('\n');
    fresh = true;
  }

  /** How long the text is that has been written. */
  int length() {
    return out.length();
  }

  /** How many lines were ended behind a place, those inside of texts among them. */
  long linesFrom(int place) {
    return out.subSequence(place, out.length()).chars().filter(c -> c == '\n').count();
  }

  /** Leaves the comment of the current line to the line that ends after the next one. */
  void delayLineEnd() {
    delayed = lineEnd.isPresent();
  }

  void blankLine() {
    int end = out.length();
    boolean blank = end == 0 || (end > 1 && out.charAt(end - 2) == '\n');
    if (!blank) {
      out.append('\n');
    }
  }

  void in() {
    indent++;
  }

  void out() {
    indent--;
  }

  /** Writes the comments above a row, each on its own line, and takes the one on the row. */
  void commentsFor(Location place) {
    commentsFor(place.row());
  }

  void commentsFor(int row) {
    commentsAbove(row);
    if (nextComment < comments.size() && nextRow() == row) {
      if (lineEnd.isPresent()) {
        conflicts++;
      } else {
        lineEnd = Optional.of(next());
      }
    }
  }

  /** Takes the next comment if it stands on a row. */
  Optional<Comment> take(int row) {
    return nextComment < comments.size() && nextRow() == row
        ? Optional.of(next())
        : Optional.empty();
  }

  /** Puts a comment at the end of the current line. */
  void endWith(Optional<Comment> comment) {
    lineEnd = comment;
  }

  void commentsAbove(int row) {
    if (!fresh) {
      return;
    }
    int last = 0;
    while (nextComment < comments.size() && nextRow() < row) {
      Comment comment = next();
      int at = comment.location().row();
      if (last > 0 && at - last > 1) {
        blankLine();
      }
      write("#" + comment.text().stripTrailing());
      out.append('\n');
      fresh = true;
      last = at;
    }
    if (last > 0 && row < Integer.MAX_VALUE && row - last > 1) {
      blankLine();
    }
  }

  private int nextRow() {
    return comments.get(nextComment).location().row();
  }

  /** Whether a comment within a stretch of the source has not been written. */
  boolean isLeftIn(Location place) {
    return firstIn(place) < comments.size();
  }

  private int firstIn(Location place) {
    int end = place.offset() + place.length();
    for (int i = nextComment; i < comments.size(); i++) {
      int offset = comments.get(i).location().offset();
      if (offset >= end) {
        break;
      }
      if (offset >= place.offset() && !kept.get(i)) {
        return i;
      }
    }
    return comments.size();
  }

  /** Takes the comments inside a stretch of the source for written. */
  void keepComments(Location place) {
    for (int i = firstIn(place); i < comments.size(); i = firstIn(place)) {
      kept.set(i);
    }
    lineEnd = lineEnd.filter(comment -> comment.location().offset() < place.offset());
    skipKept();
  }

  /**
   * A stretch of the source as it is written, but for comments that have been written before it.
   */
  String original(Location place) {
    StringBuilder text = new StringBuilder();
    int end = place.offset() + place.length();
    int from = place.offset();
    for (int i = firstFrom(from); i < nextComment; i++) {
      Location comment = comments.get(i).location();
      if (comment.offset() >= end) {
        break;
      }
      if (lineEnd.isEmpty() || !lineEnd.get().equals(comments.get(i))) {
        text.append(place.source().text(), from, comment.offset());
        while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
          text.setLength(text.length() - 1);
        }
        from = Math.min(end, comment.offset() + comment.length());
      }
    }
    return text.append(place.source().text(), from, end).toString();
  }

  /** The first comment that begins at a place or behind it. */
  private int firstFrom(int offset) {
    int low = 0;
    int high = comments.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (comments.get(middle).location().offset() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void skipKept() {
    while (kept.get(nextComment)) {
      nextComment++;
    }
  }

  private Comment next() {
    Comment comment = comments.get(nextComment++);
    skipKept();
    return comment;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** The stretch up to a bracket behind it; comments between do not count. */
  static Location upTo(char bracket, Location place) {
    String text = place.source().text();
    int end = place.offset() + place.length();
    while (end < text.length() && text.charAt(end) != bracket) {
      int line = text.charAt(end) == '#' ? text.indexOf('\n', end) : end;
      end = line < 0 ? text.length() : line + 1;
    }
    return new Location(
        place.source(), place.row(), place.column(), place.offset(), end - place.offset());
  }

  /** The row of the last character of a stretch. */
  static int endRow(Location place) {
    String text = place.source().text();
    int row = place.row();
    int end = place.offset() + place.length();
    for (int i = text.indexOf('\n', place.offset()); i >= 0 && i < end; ) {
      row++;
      i = text.indexOf('\n', i + 1);
    }
    return row;
  }
}
