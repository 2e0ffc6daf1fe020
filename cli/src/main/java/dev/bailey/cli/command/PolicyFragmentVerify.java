package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.job.spec.Shown;
import dev.bailey.policy.cose.Check;
import dev.bailey.policy.cose.Envelope;
import dev.bailey.policy.enforce.FragmentFacts;
import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.interpreter.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at all of an envelope. */
@Command(
    name = "verify",
    description = "Check a fragment's envelope and text; any doubt gives code 11.")
final class PolicyFragmentVerify implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "FILE")
  private String file = "";

  @Option(
      names = "--issuer",
      paramLabel = "DID",
      description = "Whose it must be. Without it, whoever signed may be anybody.")
  private String issuer = "";

  @Option(names = "--feed", description = "What it must be about.")
  private String feed = "";

  PolicyFragmentVerify(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    byte[] blob = PolicyFragment.bytes(file);
    List<Check> checks = new ArrayList<>(Check.of(blob));
    if (Envelope.open(blob) instanceof Tried.Done<Envelope>(Envelope envelope)) {
      checks.addAll(content(envelope));
    }
    checks.forEach(this::say);
    if (issuer.isEmpty()) {
      context.terminal().data("! trust      anybody can sign: --issuer DID says whose it must be");
    }
    return checks.stream().allMatch(Check::holds) ? Exit.DONE : Exit.DOUBT;
  }

  private List<Check> content(Envelope envelope) {
    List<Check> checks = new ArrayList<>();
    if (!issuer.isEmpty()) {
      checks.add(Check.of("trust", wanted(issuer, envelope.issuer()), i -> "the issuer wanted"));
    }
    Tried<String> about =
        feed.isEmpty() ? Tried.done(envelope.feed()) : wanted(feed, envelope.feed());
    checks.add(Check.of("feed", about, f -> f));
    Tried<SignedFragment> fragment = envelope.fragment();
    Tried<FragmentFacts> facts = fragment.then(f -> FragmentFacts.of(f.rego()));
    checks.add(Check.of("text", facts, f -> "package " + f.namespace() + ", it compiles"));
    if (facts instanceof Tried.Done<FragmentFacts>) {
      Tried<String> version = fragment.then(f -> facts.then(says -> says.version(f.svn())));
      checks.add(Check.of("version", version, v -> v));
    }
    fragment
        .orNothing()
        .filter(f -> !f.receipts().isEmpty())
        .ifPresent(f ->
            checks.add(
                new Check(
                    "receipts",
                    Check.Result.HOLDS,
                    f.receipts().size() + ", for the trust lists of a policy to judge")));
    return checks;
  }

  private static Tried<String> wanted(String wanted, String seen) {
    return wanted.equals(seen)
        ? Tried.done(seen)
        : Tried.failed("expected %s, found %s".formatted(wanted, seen));
  }

  private void say(Check check) {
    String mark =
        switch (check.result()) {
          case HOLDS -> context.terminal().good("✔");
          case FAILS -> context.terminal().bad("✘");
          case NOT_LOOKED_AT -> "!";
        };
    context.terminal().data("%s %-10s %s".formatted(mark, check.name(), Shown.line(check.says())));
  }
}
