package dev.bailey.cli;

import dev.bailey.ledger.json.Json;

/** A command that cannot go on: what a person is told, and the exit code. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exit;
  private final String why;
  private final String hint;
  private final transient Json.Obj facts;

  /**
   * @param what one line
   * @param why one line, or empty
   * @param hint what to do, one line, or empty
   */
  public Failure(int exit, String what, String why, String hint) {
    this(exit, what, why, hint, Json.Obj.EMPTY);
  }

  private Failure(int exit, String what, String why, String hint, Json.Obj facts) {
    super(what);
    this.exit = exit;
    this.why = why;
    this.hint = hint;
    this.facts = facts;
  }

  /** A refusal by the agent, from its problem document. */
  public static Failure of(Json.Obj problem) {
    return new Failure(
        Exit.of(problem.text("code").orElse("internal")),
        problem.text("title").orElse("the agent refused and did not say why"),
        problem.text("detail").orElse(""),
        problem.text("hint").orElse(""),
        problem);
  }

  public int exit() {
    return exit;
  }

  public String what() {
    return String.valueOf(getMessage());
  }

  public String why() {
    return why;
  }

  public String hint() {
    return hint;
  }

  /** The problem document, empty if this did not come from the agent. */
  public Json.Obj facts() {
    return facts;
  }

  /** The agent's error code, empty if this did not come from the agent. */
  public String code() {
    return facts.text("code").orElse("");
  }
}
