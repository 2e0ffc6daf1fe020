package dev.bailey.rego.fuzz;

import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Limits;
import dev.bailey.rego.Optimisations;
import dev.bailey.rego.Outcome;
import dev.bailey.rego.Policy;
import dev.bailey.rego.Query;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import dev.bailey.rego.value.RegoObject;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Evaluates small random programs with and without optimisations; the answers must be equal. A
 * program is compiled once in both ways and then asked about many documents: one execution is one
 * question to one program about one input and one set of data.
 */
final class EvalTarget implements Target {
  private static final Limits LIMITS = Limits.STANDARD.withSteps(20_000);
  private static final int INPUTS = 100;
  private static final int QUESTIONS = 3;

  private final Engine fast = engine(Optimisations.ALL);
  private final Engine slow = engine(Optimisations.NONE);
  private int executions;

  /** A question, prepared in both ways. */
  private record Pair(String question, Query fast, Query slow) {
    static Pair of(String question, Policy fast, Policy slow) {
      return new Pair(question, fast.query(question).orThrow(), slow.query(question).orThrow());
    }
  }

  private static Engine engine(Optimisations optimisations) {
    return Engine.builder().limits(LIMITS).optimisations(optimisations).build();
  }

  @Override
  public int executions() {
    return executions;
  }

  @Override
  public void run(RandomGenerator random) {
    executions = 0;
    Programs programs = new Programs(random);
    String module = programs.module(1 + random.nextInt(1 + random.nextInt(6)));
    if (!(compile(fast, module) instanceof Result.Ok<Policy> quick)) {
      return;
    }
    Policy plain = compile(slow, module).orThrow();
    List<Pair> pairs = new ArrayList<>();
    for (String question : programs.questions()) {
      if (quick.value().query(question) instanceof Result.Ok<Query>) {
        pairs.add(Pair.of(question, quick.value(), plain));
      }
    }
    if (pairs.isEmpty()) {
      return;
    }
    for (int n = 0; n < INPUTS; n++) {
      RegoObject data = RegoObject.builder().put("base", programs.document()).build();
      Input input = random.nextInt(8) == 0 ? Input.NONE : Input.of(programs.document());
      for (int i = 0; i < QUESTIONS; i++) {
        executions++;
        compare(Mutation.pick(pairs, random), input, data, module);
      }
    }
  }

  private static void compare(Pair pair, Input input, RegoObject data, String module) {
    Outcome a = pair.fast().withData(data).evaluate(input);
    Outcome b = pair.slow().withData(data).evaluate(input);
    if (!same(a, b)) {
      throw new AssertionError(
          "optimised %s, plain %s, for %s with input %s and data %s in\n%s"
              .formatted(a, b, pair.question(), input, data, module));
    }
  }

  private static Result<Policy> compile(Engine engine, String module) {
    return engine.policy().module("fuzz.rego", module).compile();
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
