package dev.bailey.verify;

import java.util.List;
import java.util.TreeMap;

/**
 * What was found about one evidence file.
 *
 * @param findings in the order in which they should be read
 * @param verdict the conclusion
 */
public record Report(List<Finding> findings, Verdict verdict) {
  private static final int WIDTH = 100;
  private static final int INDENT = 17;

  public Report {
    findings = List.copyOf(findings);
  }

  /** Whether everything that can be checked was checked and holds. */
  public boolean verified() {
    return switch (verdict) {
      case Verdict.Verified ignored -> findings.stream().noneMatch(f -> f.mark() == Mark.FAIL);
      case Verdict.Refused ignored -> false;
    };
  }

  /** The report for a terminal, one line for each finding and a conclusion. */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (Finding finding : findings) {
      String sign =
          switch (finding.mark()) {
            case PASS -> "✔";
            case FAIL -> "✘";
            case NOTE -> "!";
          };
      out.append("  ").append(sign).append(' ').append(finding.title());
      out.repeat(' ', Math.max(1, INDENT - 4 - finding.title().length()));
      wrapped(finding.text(), out);
    }
    return out.append(conclusion()).append('\n').toString();
  }

  /** The report for programs. */
  public String json() {
    TreeMap<String, Json> all = new TreeMap<>();
    all.put("verified", new Json.Bool(verified()));
    all.put("conclusion", new Json.Str(conclusion()));
    all.put("findings", new Json.Arr(findings.stream().map(Report::json).toList()));
    if (verified() && verdict instanceof Verdict.Verified(Key by)) {
      all.put("key", new Json.Str(by.id()));
    }
    return new String(Canonical.bytes(new Json.Obj(all)), java.nio.charset.StandardCharsets.UTF_8)
        + "\n";
  }

  private static Json json(Finding finding) {
    TreeMap<String, Json> one = new TreeMap<>();
    one.put("mark", new Json.Str(finding.mark().name().toLowerCase(java.util.Locale.ROOT)));
    one.put("title", new Json.Str(finding.title()));
    one.put("text", new Json.Str(finding.text()));
    return new Json.Obj(one);
  }

  private String conclusion() {
    return switch (verdict) {
      case Verdict.Verified(Key by) when verified() ->
          "verified with node key " + by.id() + ", which you trust (" + by.source() + ")";
      case Verdict.Verified ignored -> "refused: do not rely on anything in this file";
      case Verdict.Refused(int failures) ->
          "refused: " + Plain.count(failures, "doubt") + "; do not rely on anything in this file";
    };
  }

  private static void wrapped(String text, StringBuilder out) {
    int column = INDENT;
    boolean first = true;
    for (String word : text.split(" ", -1)) {
      if (!first && column + 1 + word.length() > WIDTH) {
        out.append('\n').repeat(' ', INDENT);
        column = INDENT;
      } else if (!first) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
      first = false;
    }
    out.append('\n');
  }
}
