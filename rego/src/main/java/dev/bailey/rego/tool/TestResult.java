package dev.bailey.rego.tool;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one test ended.
 *
 * @param location of its first rule
 * @param path of its package, from {@code data}
 * @param errors that ended it
 * @param output that it printed, each print on a line
 * @param cases of a test with a variable name, {@code test_x[name]}, in the order of names: whether
 *     each passed
 * @param failure the expression that did not hold, if one is to blame
 * @param trace how a test went that did not pass, if it was asked for
 */
public record TestResult(
    Location location,
    String path,
    String name,
    Status status,
    long nanos,
    List<RegoError> errors,
    String output,
    Map<String, Boolean> cases,
    Optional<Blame> failure,
    Optional<Trace> trace) {
  /** How a test may end. */
  public enum Status {
    PASS,
    FAIL,
    /** Its name begins with {@code todo_}. */
    SKIPPED,
    ERROR
  }

  /**
   * An expression that did not hold.
   *
   * @param locals variables that had a value then, by name
   */
  public record Blame(Location location, Map<String, Value> locals) {
    public Blame {
      locals = Map.copyOf(locals);
    }
  }

  public TestResult {
    errors = List.copyOf(errors);
    cases = Collections.unmodifiableMap(new LinkedHashMap<>(cases));
  }
}
