package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.job.spec.Shown;
import dev.bailey.policy.cose.Envelope;
import dev.bailey.policy.enforce.FragmentFacts;
import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.options.PolicyDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signed pieces of policy as files; needs no agent. */
@Command(
    name = "fragment",
    description = "Pieces of policy that others sign.",
    subcommands = {
      PolicyFragmentKeygen.class,
      PolicyFragmentSign.class,
      PolicyFragmentVerify.class,
      PolicyFragment.Show.class,
      PolicyFragment.Digest.class
    })
final class PolicyFragment {
  /** Envelopes and what they are made of are small. */
  private static final long MAX_BYTES = 16L << 20;

  private PolicyFragment() {}

  /** The bytes of a file. */
  static byte[] bytes(String file) {
    try {
      if (Files.size(Path.of(file)) > MAX_BYTES) {
        throw bad("cannot read " + file, "it has more than 16 MiB", "");
      }
      return Files.readAllBytes(Path.of(file));
    } catch (IOException unreadable) {
      throw bad("cannot read " + file, String.valueOf(unreadable.getMessage()), "");
    }
  }

  static String text(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  static Failure bad(String what, String why, String hint) {
    return new Failure(Exit.FAILED, what, why, hint);
  }

  /** What was tried, or the end of the command. */
  static <T> T need(Tried<T> tried, String what, String hint) {
    return switch (tried) {
      case Tried.Done<T>(T value) -> value;
      case Tried.Failed<T>(String error) -> throw bad(what, error, hint);
    };
  }

  /** Shows what an envelope holds. */
  @Command(name = "show", description = "Show who signed a fragment, and what it says.")
  static final class Show implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FILE")
    private String file = "";

    @Option(names = "--rego", description = "Print its text, and nothing else.")
    private boolean rego;

    Show(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      byte[] blob = bytes(file);
      String hint = "bailey policy fragment verify says what of it holds";
      Envelope envelope = need(Envelope.open(blob), "cannot show " + file, hint);
      SignedFragment fragment = need(envelope.fragment(), "cannot show " + file, hint);
      if (rego) {
        context.terminal().out().print(fragment.rego());
        return Exit.DONE;
      }
      row("issuer", fragment.issuer());
      row("feed", fragment.feed());
      row("content", envelope.contentType());
      row(
          "svn",
          fragment.svn().isPresent() ? fragment.svn().getAsLong() + ", by the envelope" : "");
      switch (FragmentFacts.of(fragment.rego())) {
        case Tried.Done<FragmentFacts>(FragmentFacts facts) -> {
          row("svn", facts.svn().map(svn -> svn.toJson() + ", by the text").orElse(""));
          row("namespace", facts.namespace());
          row("offers", String.join(", ", facts.offers()));
        }
        case Tried.Failed<FragmentFacts>(String error) -> row("text", "cannot be used: " + error);
      }
      envelope.chain().forEach(c -> row("chain", c.getSubjectX500Principal().getName()));
      row("receipts", String.valueOf(fragment.receipts().size()));
      row("payload", "sha256:" + PolicyDigest.sha256(envelope.payload().toArray()));
      row("envelope", "sha256:" + PolicyDigest.sha256(blob));
      context.terminal().data("");
      fragment.rego().lines().forEach(line -> context.terminal().data(Shown.line(line)));
      return Exit.DONE;
    }

    private void row(String name, String value) {
      if (!value.isEmpty()) {
        context.terminal().data("%-10s %s".formatted(name, Shown.line(value)));
      }
    }
  }

  /** The digest by which decisions and evidence name an envelope. */
  @Command(
      name = "digest",
      description = "Print the digest by which decisions and evidence name an envelope.")
  static final class Digest implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FILE")
    private String file = "";

    Digest(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      context.terminal().data(PolicyDigest.sha256(bytes(file)));
      return Exit.DONE;
    }
  }
}
