package dev.bailey.rego.builtin.time;

import dev.bailey.rego.builtin.Memo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a time is written, shown by example: the layout is the reference time, Mon Jan 2 15:04:05
 * -0700 2006, in the wanted form.
 */
record Layout(String text, List<Part> parts) {
  /**
   * A literal text and the field behind it.
   *
   * @param shown the field as the layout has it
   */
  record Part(String literal, Field field, String shown) {}

  private static final Map<String, String> NAMES =
      Map.of(
          "ANSIC", "Mon Jan _2 15:04:05 2006",
          "UnixDate", "Mon Jan _2 15:04:05 MST 2006",
          "RubyDate", "Mon Jan 02 15:04:05 -0700 2006",
          "RFC822", "02 Jan 06 15:04 MST",
          "RFC822Z", "02 Jan 06 15:04 -0700",
          "RFC850", "Monday, 02-Jan-06 15:04:05 MST",
          "RFC1123", "Mon, 02 Jan 2006 15:04:05 MST",
          "RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700",
          "RFC3339", "2006-01-02T15:04:05Z07:00",
          "RFC3339Nano", "2006-01-02T15:04:05.999999999Z07:00");

  static final Layout RFC3339 = read("2006-01-02T15:04:05Z07:00");
  static final Layout RFC3339_NANO = read("2006-01-02T15:04:05.999999999Z07:00");

  private static final int LONGEST_REMEMBERED = 256;
  private static final Memo<String, Layout> RECENT = new Memo<>(64, Layout::read);

  /** The layout of that name, or else the layout with that text. */
  static Layout of(String text) throws dev.bailey.rego.builtin.BuiltinException {
    String layout = NAMES.getOrDefault(text, text);
    return layout.length() <= LONGEST_REMEMBERED ? RECENT.get(layout) : read(layout);
  }

  private static Layout read(String text) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    int at = 0;
    while (at < text.length()) {
      int length = LayoutSigns.lengthAt(text, at);
      if (length > 0) {
        String shown = text.substring(at, at + length);
        parts.add(new Part(text.substring(from, at), LayoutSigns.field(shown), shown));
        at += length;
        from = at;
      } else {
        at++;
      }
    }
    parts.add(new Part(text.substring(from), Field.END, ""));
    return new Layout(text, List.copyOf(parts));
  }
}
