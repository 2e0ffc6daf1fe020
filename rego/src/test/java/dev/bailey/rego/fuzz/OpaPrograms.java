package dev.bailey.rego.fuzz;

import static dev.bailey.rego.RegoError.Code.EVAL_CONFLICT;
import static dev.bailey.rego.RegoError.Code.EVAL_LIMIT;

import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Limits;
import dev.bailey.rego.Optimisations;
import dev.bailey.rego.Outcome;
import dev.bailey.rego.Policy;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Evaluates small random programs here and in OPA; the answers must be equal. Only whether a
 * conflict is noticed depends on how much of a body is tried before it fails, which both decide in
 * their own ways.
 */
final class OpaPrograms implements Target {
  private static final Limits LIMITS = Limits.STANDARD.withSteps(300_000);

  private final OpaServer opa;
  private int compared;
  private final Engine engine = Engine.builder().limits(LIMITS).build();
  private final Engine plain =
      Engine.builder().limits(LIMITS).optimisations(Optimisations.NONE).build();

  OpaPrograms(String program) {
    opa = new OpaServer(program);
  }

  @Override
  public int executions() {
    return compared;
  }

  @Override
  public void run(RandomGenerator random) {
    compared = 0;
    try {
      compare(random);
    } catch (OpaServer.NoAnswer broken) {
      throw new AssertionError("OPA gives no answer to a program", broken);
    }
  }

  private void compare(RandomGenerator random) throws OpaServer.NoAnswer {
    Programs programs = new Programs(random);
    String module = programs.module();
    RegoObject data = RegoObject.builder().put("base", programs.document()).build();
    Optional<Value> input =
        random.nextInt(8) == 0 ? Optional.empty() : Optional.of(programs.document());
    if (!(compile(engine, module, data) instanceof Result.Ok<Policy> policy)
        || !opa.load(module, data).isEmpty()) {
      return;
    }
    for (String question : programs.questions()) {
      String theirs = opa.ask(question, input);
      compared++;
      Input given = input.map(Input::of).orElse(Input.NONE);
      String ours = text(policy.value().ask(question, given));
      if (theirs.startsWith("rego_") || ours.equals(theirs) || is(EVAL_LIMIT, ours)) {
        continue;
      }
      String simple = text(compile(plain, module, data).orThrow().ask(question, given));
      if (!is(EVAL_CONFLICT, simple)) {
        throw new AssertionError(
            "OPA %s, here %s, plain %s, for %s with input %s and data %s in\n%s"
                .formatted(theirs, ours, simple, question, input, data, module));
      }
    }
  }

  private static Result<Policy> compile(Engine engine, String module, RegoObject data) {
    return engine.policy().module("fuzz.rego", module).data(data).compile();
  }

  private static boolean is(RegoError.Code code, String text) {
    return text.equals(code.text());
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Defined d -> OpaServer.canonical(d.value());
      case Outcome.Undefined u -> "";
      case Outcome.Failed f -> f.errors().getFirst().code().text();
    };
  }
}
