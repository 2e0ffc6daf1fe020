package dev.bailey.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the body of an event by its type; every member must be known. */
final class BodyReader {
  private static final Set<String> RESULTS = Set.of("done", "failed", "unknown");

  private BodyReader() {}

  /** The fact, or nothing if this type has no place in an attempt's history. */
  static Optional<Fact> read(String type, Fields body) {
    return switch (type) {
      case "decision" -> Optional.of(decision(body));
      case "outcome" -> Optional.of(outcome(body));
      case "readback" -> Optional.of(readback(body));
      case "state" -> {
        Fact.State state =
            new Fact.State(body.text("from"), body.text("to"), body.fields("detail").json());
        body.end();
        yield Optional.of(state);
      }
      case "attested" -> {
        Fact.Attested attested = new Fact.Attested(body.digest("statement_sha256"));
        body.end();
        yield Optional.of(attested);
      }
      case "attempt_closed" -> {
        Fact.Closed closed =
            new Fact.Closed(body.number("count", 0), body.digest("head"), body.text("state"));
        body.end();
        yield Optional.of(closed);
      }
      default -> Optional.empty();
    };
  }

  private static Fact decision(Fields body) {
    String digest = body.digest("action_sha256");
    boolean allowed = body.truth("allowed");
    Fields policy = body.fields("policy");
    String policyName = policy.text("name");
    String policyDigest = policy.digest("sha256");
    policy.end();
    boolean recorded = allowed || body.has("action") || body.has("questions");
    Json.Obj action = recorded ? action(body) : Json.Obj.empty();
    List<Fact.Question> questions = new ArrayList<>();
    if (recorded) {
      body.each("questions").forEach(q -> questions.add(question(q)));
    }
    String narrowed = allowed ? body.digest("narrowed_sha256") : "";
    if (allowed) {
      body.digest("state_sha256");
    } else {
      denial(body.fields("denial"));
    }
    body.end();
    return new Fact.Decision(
        action, digest, questions, policyName, policyDigest, allowed, narrowed);
  }

  private static Json.Obj action(Fields body) {
    Fields action = body.fields("action");
    action.text("type");
    return action.json();
  }

  private static Fact.Question question(Fields q) {
    String point = q.text("point");
    Json.Obj input = q.fields("input").json();
    boolean narrowed = q.has("env_list") || q.has("caps_list");
    List<String> environment = narrowed ? q.texts("env_list") : List.of();
    List<String> capabilities = narrowed ? q.texts("caps_list") : List.of();
    q.end();
    return new Fact.Question(point, input, narrowed, environment, capabilities);
  }

  private static void denial(Fields denial) {
    for (String name : List.of("by", "point", "rule", "field", "seen", "nearest")) {
      denial.text(name);
    }
    denial.end();
  }

  private static Fact outcome(Fields body) {
    long decision = body.number("decision", 0);
    String result = body.text("result");
    if (!RESULTS.contains(result)) {
      body.is("result", "done");
    }
    if (!result.equals("done")) {
      body.text("reason");
    }
    Json.Obj facts = result.equals("unknown") ? Json.Obj.empty() : body.fields("facts").json();
    body.end();
    return new Fact.Outcome(decision, result, facts);
  }

  private static Fact readback(Fields body) {
    Fact.Readback readback =
        new Fact.Readback(
            body.number("decision", 0),
            Observed.read(body.fields("observed")),
            body.texts("mismatches"));
    body.end();
    return readback;
  }
}
