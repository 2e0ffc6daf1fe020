package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Module;
import java.util.List;

/** Turns modules into a program, and queries into a form that can be planned with it. */
public final class Checker {
  private Checker() {}

  /**
   * Checks modules together, stage by stage; the first stage with errors is the last.
   *
   * @throws Effort.Exhausted if that takes more than it may
   */
  public static Checked check(List<Module> modules, CheckOptions options, Effort effort) {
    return new ProgramCheck(modules, options, effort).run();
  }

  /**
   * Checks a query against a program.
   *
   * @throws Effort.Exhausted if that takes more than it may
   */
  public static CheckedQuery query(
      Program program, Body query, QueryOptions options, Effort effort) {
    return new QueryCheck(program, options, effort).run(query);
  }
}
