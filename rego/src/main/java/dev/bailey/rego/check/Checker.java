package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Module;
import java.util.List;

/** Turns modules into a program, and queries into a form that can be planned with it. */
public final class Checker {
  private Checker() {}

  /** Checks modules together, stage by stage; the first stage with errors is the last. */
  public static Checked check(List<Module> modules, CheckOptions options) {
    return new ProgramCheck(modules, options).run();
  }

  /** Checks a query against a program. */
  public static CheckedQuery query(Program program, Body query, QueryOptions options) {
    return new QueryCheck(program, options).run(query);
  }
}
