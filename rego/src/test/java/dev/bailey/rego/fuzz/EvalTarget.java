package dev.bailey.rego.fuzz;

import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Limits;
import dev.bailey.rego.Optimisations;
import dev.bailey.rego.Outcome;
import dev.bailey.rego.Policy;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.random.RandomGenerator;

/** Evaluates small random programs with and without optimisations; the answers must be equal. */
final class EvalTarget implements Target {
  private static final Limits LIMITS = Limits.STANDARD.withSteps(300_000);

  private final Engine fast = engine(Optimisations.ALL);
  private final Engine slow = engine(Optimisations.NONE);

  private static Engine engine(Optimisations optimisations) {
    return Engine.builder().limits(LIMITS).optimisations(optimisations).build();
  }

  @Override
  public void run(RandomGenerator random) {
    Programs programs = new Programs(random);
    String module = programs.module();
    Value data = programs.document();
    Input input = random.nextInt(8) == 0 ? Input.NONE : Input.of(programs.document());
    Result<Policy> quick = compile(fast, module, data);
    if (!(quick instanceof Result.Ok<Policy> ok)) {
      return;
    }
    Policy plain = compile(slow, module, data).orThrow();
    for (String question : programs.questions()) {
      Outcome a = ok.value().ask(question, input);
      Outcome b = plain.ask(question, input);
      if (!same(a, b)) {
        throw new AssertionError(
            "optimised %s, plain %s, for %s with input %s and data %s in\n%s"
                .formatted(a, b, question, input, data, module));
      }
    }
  }

  private static Result<Policy> compile(Engine engine, String module, Value data) {
    return engine
        .policy()
        .module("fuzz.rego", module)
        .data(dev.bailey.rego.value.RegoObject.builder().put("base", data).build())
        .compile();
  }

  /**
   * Equal, or failed in the same way; a limit may be reached by one of them alone, and a conflict
   * only without optimisations, which leave out what cannot change the answer.
   */
  private static boolean same(Outcome quick, Outcome plain) {
    if (limited(quick) || limited(plain)) {
      return true;
    }
    if (plain instanceof Outcome.Failed y) {
      return !(quick instanceof Outcome.Failed x) || codes(x).equals(codes(y));
    }
    return quick.equals(plain);
  }

  private static boolean limited(Outcome outcome) {
    return outcome instanceof Outcome.Failed f && codes(f).contains(RegoError.Code.EVAL_LIMIT);
  }

  private static List<RegoError.Code> codes(Outcome.Failed failed) {
    return failed.errors().stream().map(RegoError::code).toList();
  }
}
