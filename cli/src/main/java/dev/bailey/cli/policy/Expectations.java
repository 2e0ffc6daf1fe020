package dev.bailey.cli.policy;

import dev.bailey.job.gate.Recorded;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Question;
import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Questions in order, with what is expected of a policy: an array of {@code {"name", "input",
 * "allowed", "because"}}. {@code name} and {@code input} are as {@code policy simulate} takes them;
 * {@code because} is part of the reason of a refusal, and may be absent.
 */
public record Expectations(List<Expected> all) {
  public Expectations {
    all = List.copyOf(all);
  }

  /** One of them. */
  public record Expected(Question question, boolean allowed, String because) {}

  /**
   * What came of one.
   *
   * @param wrong what was answered instead; empty if it was as expected
   */
  public record Met(int number, Expected expected, Optional<String> wrong) {}

  /** Reads the form. */
  public static Tried<Expectations> read(String text) {
    return switch (JsonReader.read(text)) {
      case JsonReader.Result.Value(Json.Arr array) -> all(array.items());
      case JsonReader.Result.Value ignored -> Tried.failed("it is not a JSON array");
      case JsonReader.Result.Malformed malformed -> Tried.failed("it is not JSON: " + malformed);
    };
  }

  private static Tried<Expectations> all(List<Json> items) {
    List<Expected> all = new ArrayList<>();
    for (Json item : items) {
      int number = all.size() + 1;
      if (!(item instanceof Json.Obj one)
          || one.text("name").isEmpty()
          || !(one.get("input").orElse(Json.Null.NULL) instanceof Json.Obj input)
          || one.bool("allowed").isEmpty()) {
        return Tried.failed(
            "number %d is not {\"name\": POINT, \"input\": {...}, \"allowed\": true or false}"
                .formatted(number));
      }
      try {
        all.add(
            new Expected(
                Recorded.question(one.text("name").get(), input),
                one.bool("allowed").get(),
                one.text("because").orElse("")));
      } catch (IllegalArgumentException | ArithmeticException wrong) {
        return Tried.failed("number %d: %s".formatted(number, wrong.getMessage()));
      }
    }
    return Tried.done(new Expectations(all));
  }

  /** Asks them all, in order and with one memory, as a job's attempt would. */
  public List<Met> ask(RegoPolicy policy) {
    Enforcer enforcer = policy.enforcer(FragmentShelf.EMPTY);
    List<Met> met = new ArrayList<>();
    for (Expected expected : all) {
      Decision decision = enforcer.decide(List.of(expected.question()));
      met.add(new Met(met.size() + 1, expected, wrong(expected, decision)));
    }
    return met;
  }

  private static Optional<String> wrong(Expected expected, Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed ->
          expected.allowed() ? Optional.empty() : Optional.of("it was allowed");
      case Decision.Denied(Denial denial) ->
          !expected.allowed() && reason(denial).contains(expected.because())
              ? Optional.empty()
              : Optional.of("it was refused: " + reason(denial));
    };
  }

  private static String reason(Denial denial) {
    return denial.rule()
        + (denial.field().isEmpty() ? "" : "; " + denial.field() + " = " + denial.seen())
        + (denial.nearest().isEmpty() ? "" : "; allowed would be: " + denial.nearest());
  }
}
