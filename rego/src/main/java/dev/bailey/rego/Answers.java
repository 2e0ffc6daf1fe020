package dev.bailey.rego;

import dev.bailey.rego.eval.Row;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes answers of what the evaluator finds. */
final class Answers {
  private Answers() {}

  /** Whether one value is asked for, which may then be {@code false}. */
  static boolean isSingle(Body body) {
    return body.expressions().size() == 1 && !Variables.any(body);
  }

  /**
   * The rows in which every expression holds. A value {@code false} does not hold, but where it is
   * all that was asked for, it is the answer.
   */
  static List<Answer.Row> rows(Body body, boolean single, List<String> names, List<Row> found) {
    List<Answer.Row> rows = new ArrayList<>(found.size());
    for (Row row : found) {
      if (single || !row.expressions().contains(RegoBoolean.FALSE)) {
        rows.add(new Answer.Row(bindings(names, row), expressions(body, row)));
      }
    }
    return rows;
  }

  private static Map<String, Value> bindings(List<String> names, Row row) {
    Map<String, Value> bindings = LinkedHashMap.newLinkedHashMap(names.size());
    for (int i = 0; i < names.size(); i++) {
      bindings.put(names.get(i), row.bindings().get(i));
    }
    return bindings;
  }

  private static List<Answer.Expression> expressions(Body body, Row row) {
    List<Answer.Expression> expressions = new ArrayList<>(row.expressions().size());
    for (int i = 0; i < row.expressions().size(); i++) {
      Expr written = body.expressions().get(i);
      expressions.add(new Answer.Expression(row.expressions().get(i), written.location()));
    }
    return expressions;
  }

  /** The value of the last expression of the first row. */
  static Outcome last(Answer answer) {
    return switch (answer) {
      case Answer.Failed failed -> new Outcome.Failed(failed.errors());
      case Answer.Rows rows when rows.rows().isEmpty() -> Outcome.Undefined.INSTANCE;
      case Answer.Rows rows ->
          Outcome.Defined.of(rows.rows().getFirst().expressions().getLast().value());
    };
  }
}
