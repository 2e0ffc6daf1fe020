package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The policy that decides on this node. */
@Command(
    name = "policy",
    description = "The policy that decides what may happen on this node.",
    subcommands = {
      InitCommand.class,
      PolicyCommand.Show.class,
      PolicyCommand.Set.class,
      PolicyGenerate.class,
      PolicyBuild.class,
      PolicyExplain.class,
      PolicyDiff.class,
      PolicyTests.class,
      PolicyFiles.Check.class,
      PolicyFiles.Sign.class,
      PolicyFiles.Verify.class,
      PolicyFiles.Digest.class,
      PolicyFiles.Simulate.class,
      PolicyFragment.class
    })
final class PolicyCommand {
  /** Reads a policy's text. */
  static String text(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new Failure(
          Exit.FAILED, "cannot read " + file, String.valueOf(unreadable.getMessage()), "");
    }
  }

  /** Says which policy is in force. */
  static void said(Context context, Format format, Json.Obj policy) {
    if (format == Format.json) {
      context.document(policy);
      return;
    }
    String signer = policy.text("signer").orElse("");
    context
        .terminal()
        .data(
            "%s  sha256:%s  number %d, %s"
                .formatted(
                    policy.text("name").orElse(""),
                    policy.text("sha256").orElse(""),
                    policy.whole("epoch").orElse(0L),
                    signer.isEmpty() ? "built in" : "signed by " + signer));
  }

  /** Shows the policy in force. */
  @Command(name = "show", description = "Show the policy in force.")
  static final class Show implements Callable<Integer> {
    private final Context context;

    @Option(names = "--rego", description = "Print its text.")
    private boolean rego;

    @Option(names = "-o", description = "How: ${COMPLETION-CANDIDATES}.", defaultValue = "table")
    private Format format = Format.table;

    Show(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      try (AgentClient client = context.client()) {
        Json.Obj policy = client.get("/v1/policy");
        if (rego) {
          context.terminal().out().print(policy.text("rego").orElse(""));
        } else {
          said(context, format, policy);
        }
      }
      return Exit.DONE;
    }
  }

  /** Puts a signed policy in force. */
  @Command(
      name = "set",
      description =
          "Put a signed policy in force; jobs that have begun keep theirs. The policy in force"
              + " decides whether it may be replaced.")
  static final class Set implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FILE", description = "As 'policy sign' made it.")
    private String file = "";

    Set(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      try (AgentClient client = context.client()) {
        said(context, Format.table, put(client, Path.of(file)));
      }
      return Exit.DONE;
    }

    static Json.Obj put(AgentClient client, Path file) {
      return client.post(
          "/v1/policy", Json.object().put("file", file.toAbsolutePath().toString()).build());
    }
  }
}
