package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoError;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/** Leaves the parser at the first error; never seen outside this package. */
final class ParseFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** Longer lines are shown in part. */
  private static final int SHOWN = 160;

  private final transient Location location;
  private final String hint;
  private final boolean limit;

  ParseFailure(Location location, String message) {
    this(location, message, "");
  }

  ParseFailure(Location location, String message, String hint) {
    this(location, message, hint, false);
  }

  private ParseFailure(Location location, String message, String hint, boolean limit) {
    super(message, null, false, false);
    this.location = location;
    this.hint = hint;
    this.limit = limit;
  }

  /** A limit was reached, so that no other reading of the text is to be tried. */
  static ParseFailure limit(Location location, String message) {
    return new ParseFailure(location, message, "", true);
  }

  boolean isLimit() {
    return limit;
  }

  /** Of two failures to read the same text in two ways, the one that came further. */
  ParseFailure orFurther(ParseFailure other) {
    return other.limit || other.location.offset() > location.offset() ? other : this;
  }

  /** The error with the source line, a mark below the place, and advice where there is any. */
  RegoError error() {
    String text = location.source().text();
    int written = text.stripTrailing().length();
    boolean end = location.row() > 0 && location.offset() >= text.length() && written > 0;
    return end
        ? error(String.valueOf(getMessage()), before(), written - 1, hint)
        : error(String.valueOf(getMessage()), location, hint);
  }

  /** What is missing at the end is missing after the last character, so that is its place. */
  private Location before() {
    return new Location(
        location.source(),
        location.row(),
        location.column() - 1,
        location.offset(),
        location.length());
  }

  static RegoError error(String message, Location location, String hint) {
    return error(message, location, location.offset(), hint);
  }

  private static RegoError error(String message, Location location, int shown, String hint) {
    List<String> details = new ArrayList<>();
    if (location.row() > 0) {
      String text = location.source().text();
      shown(text, Math.min(shown, text.length()), details);
    }
    if (!hint.isEmpty()) {
      details.add(hint);
    }
    return new RegoError(RegoError.Code.PARSE, message, location, details);
  }

  /** The line of a place, and a mark below it. */
  private static void shown(String text, int offset, List<String> details) {
    int from = text.lastIndexOf('\n', offset - 1) + 1;
    int end = text.indexOf('\n', offset);
    int to = Math.min(end < 0 ? text.length() : end, offset + SHOWN);
    from = Math.max(from, offset - SHOWN);
    details.add(text.substring(from, to));
    StringBuilder mark = new StringBuilder();
    for (int i = from; i < offset; i++) {
      char c = text.charAt(i);
      if (!Character.isLowSurrogate(c)) {
        mark.append(c == '\t' ? '\t' : ' ');
      }
    }
    details.add(mark.append('^').toString());
  }
}
