package dev.bailey.rego.vectors;

import dev.bailey.rego.RegoError;
import dev.bailey.rego.Source;
import dev.bailey.rego.format.FormatOptions;
import dev.bailey.rego.format.Formatter;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import java.util.List;

/** A module and its text as the formatter should give it, which formatting must not change. */
record FormatCase(String id, String source, String want) {
  static FormatCase of(RegoObject c, String want) {
    return new FormatCase(text(c, "id"), text(c, "source"), want);
  }

  Verdict run() {
    String got = format(source);
    if (!got.equals(want)) {
      return new Verdict.Failed(difference(want, got));
    }
    return format(want).equals(want)
        ? new Verdict.Passed()
        : new Verdict.Failed("formatting again changes it");
  }

  private static String format(String text) {
    return switch (Formatter.format(new Source("test.rego", text), FormatOptions.V1)) {
      case Parsed.Ok<String> ok -> ok.value();
      case Parsed.Failed<String> failed -> RegoError.text(failed.errors());
    };
  }

  /** The first lines that differ. */
  private static String difference(String want, String got) {
    List<String> wanted = want.lines().toList();
    List<String> came = got.lines().toList();
    int line = 0;
    while (line < wanted.size() && line < came.size() && wanted.get(line).equals(came.get(line))) {
      line++;
    }
    return "line %d wanted %s\n    got %s"
        .formatted(
            line + 1,
            line < wanted.size() ? wanted.get(line) : "its end",
            line < came.size() ? came.get(line) : "its end");
  }

  private static String text(RegoObject c, String key) {
    return c.get(key) instanceof RegoString s ? s.text() : "";
  }
}
