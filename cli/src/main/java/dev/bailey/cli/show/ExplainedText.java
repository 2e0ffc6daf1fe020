package dev.bailey.cli.show;

import dev.bailey.job.explain.Check;
import dev.bailey.job.explain.Explained;
import dev.bailey.job.explain.Explainer;
import dev.bailey.job.gate.Recorded;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.Event;
import dev.bailey.policy.Denial;
import dev.bailey.policy.law.DecidingRule;
import java.util.ArrayList;
import java.util.List;

/** Says why a recorded decision was taken. */
public final class ExplainedText {
  private static final int MOST = 1000;

  private final Terminal terminal;
  private final Explained explained;
  private final List<String> lines = new ArrayList<>();

  private ExplainedText(Terminal terminal, Explained explained) {
    this.terminal = terminal;
    this.explained = explained;
  }

  /** The lines. */
  public static List<String> lines(Terminal terminal, Explained explained) {
    ExplainedText text = new ExplainedText(terminal, explained);
    text.write();
    return text.lines;
  }

  private void write() {
    Recorded recorded = explained.recorded();
    Event event = explained.entry().event();
    boolean allowed = recorded.allowed();
    lines.add(
        (allowed ? terminal.good("✔") : terminal.bad("✘"))
            + " "
            + Shown.line(explained.sentence(), 2 * MOST));
    recorded.denial().ifPresent(this::denial);
    policy(recorded, event);
    explained.rule().ifPresent(this::rule);
    for (String fragment : explained.fragments()) {
      fact("fragment", fragment);
    }
    fact(
        "record",
        "event "
            + explained.entry().index()
            + ", number "
            + event.seq()
            + " of "
            + event.subject()
            + ", "
            + event.time());
    check();
    if (!explained.trace().isEmpty()) {
      lines.add("");
      explained.trace().forEach(line -> lines.add("  " + Shown.line(line, MOST)));
    }
  }

  private void denial(Denial denial) {
    String which =
        explained.questions() > 1 && explained.question() > 0
            ? ", number %d of %d asked together"
                .formatted(explained.question(), explained.questions())
            : "";
    fact("question", denial.point() + which);
    fact("rule", denial.by() + ": " + denial.rule());
    if (!denial.field().isEmpty()) {
      fact("field", denial.field() + " = " + denial.seen());
    }
    String source = Explainer.jobFile(explained.recorded());
    if (!source.isEmpty()) {
      fact("job file", source);
    }
    fact("allowed", denial.nearest().isEmpty() ? "nothing that is near" : denial.nearest());
  }

  private void policy(Recorded recorded, Event event) {
    String digest = recorded.policyDigest();
    fact(
        "policy",
        recorded.policy()
            + "  sha256:"
            + Amounts.brief(digest)
            + "  number "
            + event.epoch()
            + (explained.byFloor() ? "; it was not asked" : ""));
  }

  private void rule(DecidingRule rule) {
    fact("line", rule.row() + "  " + rule.text());
    switch (rule.library()) {
      case "data.framework" ->
          fact("", "which compares the question with the containers of policy and fragments");
      case "data.bailey" -> fact("", "which compares the question with the lists of the policy");
      default -> {}
    }
  }

  private void check() {
    switch (explained.check()) {
      case Check.Same same -> {
        fact(
            "checked",
            "taken again after %d earlier decisions: the same answer".formatted(same.earlier()));
        same.now()
            .filter(now -> !now.nearest().isEmpty())
            .ifPresent(now -> fact("today", "this version would propose: " + now.nearest()));
      }
      case Check.NotTaken not -> fact("checked", "no: " + not.why());
      case Check.Different different -> {
        lines.add(
            terminal.bad("✘ THE RECORD DOES NOT HOLD: taken again, the answer is another one"));
        lines.add("  " + Shown.line(different.what(), MOST));
        lines.add("  do not rely on this explanation; bailey audit verify, bailey verify");
      }
    }
  }

  private void fact(String name, String text) {
    lines.add("  %-9s %s".formatted(name, Shown.line(text, MOST)));
  }
}
