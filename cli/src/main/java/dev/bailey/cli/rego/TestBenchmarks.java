package dev.bailey.cli.rego;

import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Input;
import dev.bailey.rego.Policy;
import dev.bailey.rego.Query;
import dev.bailey.rego.tool.TestResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times tests that have passed, one after the other. */
final class TestBenchmarks {
  private final Terminal terminal;
  private final Policy policy;
  private final TestCommand.Style style;
  private final boolean memory;
  private final List<Object> documents = new ArrayList<>();

  TestBenchmarks(Terminal terminal, Policy policy, TestCommand.Style style, boolean memory) {
    this.terminal = terminal;
    this.policy = policy;
    this.style = style;
    this.memory = memory;
  }

  /** Times a test if it passed, and prints the line of it, unless a document is wanted. */
  void add(TestResult result) {
    Map<String, Object> document = new LinkedHashMap<>(TestReport.document(result));
    if (result.status() == TestResult.Status.PASS) {
      String name = result.path() + "." + result.name();
      Query query = policy.query(name).orThrow();
      Measured measured = Measured.of(() -> query.rows(Input.NONE));
      Map<String, Object> extra =
          Map.of("timer_rego_query_eval_ns/op", (double) measured.nanos() / measured.count());
      document.put("benchmark_result", measured.document(extra));
      if (style != TestCommand.Style.json) {
        boolean go = style == TestCommand.Style.gobench;
        terminal.data(measured.line(go ? Names.benchmark(name) : name, extra, memory));
      }
    }
    documents.add(document);
  }

  List<Object> documents() {
    return documents;
  }
}
