package dev.bailey.cli.rego;

import dev.bailey.rego.tool.Coverage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Coverage as a document. */
final class CoverageText {
  private CoverageText() {}

  static Map<String, Object> document(Coverage.Report report) {
    Map<String, Object> files = new LinkedHashMap<>();
    report.files().forEach((name, file) -> files.put(name, file(file)));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("files", files);
    out.put("covered_lines", report.coveredLines());
    out.put("not_covered_lines", report.missedLines());
    out.put("coverage", report.percent());
    return out;
  }

  private static Map<String, Object> file(Coverage.File file) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (!file.covered().isEmpty()) {
      out.put("covered", ranges(file.covered()));
    }
    if (!file.missed().isEmpty()) {
      out.put("not_covered", ranges(file.missed()));
    }
    out.put("covered_lines", file.coveredLines());
    out.put("not_covered_lines", file.missedLines());
    out.put("coverage", file.percent());
    return out;
  }

  private static List<Object> ranges(List<Coverage.Range> ranges) {
    return ranges.stream()
        .<Object>map(range -> {
          Map<String, Object> out = new LinkedHashMap<>();
          out.put("start", place(range.fromRow(), range.fromColumn()));
          out.put("end", place(range.toRow(), range.toColumn()));
          return out;
        })
        .toList();
  }

  private static Map<String, Object> place(int row, int column) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("row", row);
    out.put("col", column);
    return out;
  }
}
