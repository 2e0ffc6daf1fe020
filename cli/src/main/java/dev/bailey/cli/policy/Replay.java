package dev.bailey.cli.policy;

import dev.bailey.job.explain.Material;
import dev.bailey.job.gate.Recorded;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Question;
import dev.bailey.policy.law.RegoPolicy;
import java.util.List;
import java.util.Optional;

/**
 * What two policies would have decided in a history.
 *
 * @param asked decisions on which they agree
 * @param skipped decisions that say too little to be taken again
 * @param first the first on which they do not agree, which changes what is asked after it
 */
public record Replay(int asked, int skipped, Optional<Turn> first) {
  /**
   * A decision on which two policies do not agree.
   *
   * @param before why the first policy refuses; empty if it allows
   * @param after the same of the second
   */
  public record Turn(Ledger.Entry entry, Optional<Denial> before, Optional<Denial> after) {
    /** For programs. */
    public Json.Obj json() {
      Recorded recorded = new Recorded(entry.event());
      Json.Obj turn =
          Json.object()
              .put("job", entry.event().subject().job())
              .put("attempt", entry.event().subject().attempt())
              .put("seq", entry.event().seq())
              .put("action", recorded.action())
              .build();
      turn = before.isPresent() ? turn.with("before", Recorded.form(before.get())) : turn;
      return after.isPresent() ? turn.with("after", Recorded.form(after.get())) : turn;
    }
  }

  /**
   * Takes the decisions of a history under both policies, in order, until they part.
   *
   * @throws IllegalArgumentException if it was asked at a point that this program does not know
   */
  public static Replay of(Material material, RegoPolicy before, RegoPolicy after) {
    Enforcer first = before.enforcer(material.shelf());
    Enforcer second = after.enforcer(material.shelf());
    int asked = 0;
    int skipped = 0;
    for (Ledger.Entry entry : material.entries()) {
      Optional<Recorded> recorded = Recorded.of(entry.event());
      if (recorded.isEmpty()) {
        continue;
      }
      List<Question> questions = recorded.get().questions();
      if (questions.isEmpty()) {
        skipped++;
        continue;
      }
      Optional<Denial> left = denial(first.decide(questions));
      Optional<Denial> right = denial(second.decide(questions));
      if (left.isPresent() != right.isPresent()) {
        return new Replay(asked, skipped, Optional.of(new Turn(entry, left, right)));
      }
      asked++;
    }
    return new Replay(asked, skipped, Optional.empty());
  }

  private static Optional<Denial> denial(Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed -> Optional.empty();
      case Decision.Denied denied -> Optional.of(denied.denial());
    };
  }
}
