package dev.bailey.verify;

import java.util.List;

/** What an event of an attempt says. */
sealed interface Fact {
  /**
   * Something was decided.
   *
   * @param action empty if it was too large to record
   * @param narrowed digest of the action as allowed; empty text if it was not
   */
  record Decision(
      Json.Obj action,
      String actionDigest,
      List<Question> questions,
      String policyName,
      String policyDigest,
      boolean allowed,
      String narrowed)
      implements Fact {
    public Decision {
      questions = List.copyOf(questions);
    }

    /** The action's type; empty text if the action was too large to record. */
    String type() {
      return action.members().get("type") instanceof Json.Str s ? s.value() : "";
    }
  }

  /** What the policy was asked; the lists are empty unless it narrowed. */
  record Question(
      String point,
      Json.Obj input,
      boolean narrowed,
      List<String> environment,
      List<String> capabilities) {
    public Question {
      environment = List.copyOf(environment);
      capabilities = List.copyOf(capabilities);
    }
  }

  /** What became of a decided effect. */
  record Outcome(long decision, String result, Json.Obj facts) implements Fact {}

  /** What was seen of the walls. */
  record Readback(long decision, Observed observed, List<String> mismatches) implements Fact {
    public Readback {
      mismatches = List.copyOf(mismatches);
    }
  }

  /** The attempt changed its state. */
  record State(String from, String to, Json.Obj detail) implements Fact {}

  /** A statement was signed. */
  record Attested(String statement) implements Fact {}

  /** The history is complete. */
  record Closed(long count, String head, String state) implements Fact {}
}
