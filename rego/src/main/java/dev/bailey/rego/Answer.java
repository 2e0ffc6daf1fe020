package dev.bailey.rego;

import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a query with variables gives. */
public sealed interface Answer {
  /**
   * All ways in which the query holds; none if it does not.
   *
   * @param errors of builtins, if they are collected
   */
  record Rows(List<Row> rows, List<RegoError> errors) implements Answer {
    public Rows {
      rows = List.copyOf(rows);
      errors = List.copyOf(errors);
    }
  }

  /** It could not be evaluated to the end. */
  record Failed(List<RegoError> errors) implements Answer {
    public Failed {
      errors = List.copyOf(errors);
    }
  }

  /**
   * One way in which a query holds.
   *
   * @param bindings values of its variables by name, in the order of the text
   * @param expressions values of its expressions, in the order of the text
   */
  record Row(Map<String, Value> bindings, List<Expression> expressions) {
    public Row {
      bindings = Collections.unmodifiableMap(new LinkedHashMap<>(bindings));
      expressions = List.copyOf(expressions);
    }

    /** The bindings as a record whose components have the names of the variables. */
    public <T extends Record> Result<T> as(Class<T> type) {
      RegoObject.Builder object = RegoObject.builder();
      bindings.forEach(object::put);
      return JavaTypes.of(object.build(), type);
    }
  }

  /**
   * One expression of a query and its value.
   *
   * @param location where it is in the query
   */
  record Expression(Value value, Location location) {}
}
