package dev.bailey.server;

import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Denial;
import java.util.List;

/**
 * Why a wish was not fulfilled.
 *
 * @param kind what kind of refusal; decides the status and the exit code
 * @param title one line of what
 * @param detail one line of why; empty if the title says it all
 * @param hint one line of what to do; empty if there is nothing
 * @param facts more for programs, such as {@code problems} or {@code denial}
 */
public record Refusal(Kind kind, String title, String detail, String hint, Json.Obj facts) {

  /** The kinds of refusal. */
  public enum Kind {
    /** The request itself is wrong. */
    BAD_REQUEST,
    /** The job file has problems; they are in the facts. */
    BAD_SPEC,
    /** There is no such thing. */
    NOT_FOUND,
    /** It cannot be done as things stand. */
    CONFLICT,
    /** Floor or policy said no; the denial is in the facts. */
    DENIED,
    /** It could not be recorded, and so it does not happen. */
    AUDIT_UNAVAILABLE,
    /** This host cannot do it as it is. */
    UNAVAILABLE
  }

  /** A refusal without further facts. */
  public static Refusal of(Kind kind, String title, String detail, String hint) {
    return new Refusal(kind, title, detail, hint, Json.Obj.EMPTY);
  }

  /** There is no job with that identity. */
  public static Refusal noJob(String job) {
    return of(Kind.NOT_FOUND, "no job " + job, "", "bailey ps lists the jobs");
  }

  /** Floor or policy said no. */
  public static Refusal denied(Denial denial, String job) {
    return new Refusal(
        Kind.DENIED,
        "denied: " + denial.rule(),
        denial.field().isEmpty() ? "" : denial.field() + " = " + denial.seen(),
        denial.nearest(),
        Json.object().put("denial", json(denial)).put("job", job).build());
  }

  /** The ledger did not take the decision. */
  public static Refusal unrecorded(String reason) {
    return of(
        Kind.AUDIT_UNAVAILABLE,
        "not done, because it could not be recorded",
        reason,
        "make room on the disk of the ledger, then try again");
  }

  /** The job file has problems. */
  static Refusal spec(String file, List<Planner.Problem> problems) {
    List<Json.Obj> all =
        problems.stream()
            .map(p ->
                Json.object()
                    .put("line", p.line())
                    .put("column", p.column())
                    .put("message", p.message())
                    .build())
            .toList();
    String count = all.size() == 1 ? "1 problem" : all.size() + " problems";
    return new Refusal(
        Kind.BAD_SPEC,
        file + " has " + count,
        "",
        "",
        Json.object().put("problems", Json.array(all)).build());
  }

  static Json.Obj json(Denial denial) {
    return Json.object()
        .put("by", denial.by())
        .put("point", denial.point())
        .put("rule", denial.rule())
        .put("field", denial.field())
        .put("seen", denial.seen())
        .put("nearest", denial.nearest())
        .build();
  }
}
