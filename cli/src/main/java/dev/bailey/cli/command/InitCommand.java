package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.Home;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.policy.SignedPolicy;
import dev.bailey.ledger.LedgerException;
import dev.bailey.ledger.note.NodeKey;
import dev.bailey.policy.law.RegoPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives the node an owner: a key for policies, and a policy that the owner has signed. */
@Command(
    name = "init",
    description =
        "Make a key for signing policies, and put a signed policy in force that is yours to"
            + " change.")
final class InitCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "Where the policy is written; house.rego here if not given.")
  private String file = "house.rego";

  InitCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path policy = Path.of(file);
    try {
      NodeKey key = key(context.home().prepare());
      if (!Files.exists(policy)) {
        save(policy, RegoPolicy.house().document());
      }
      String name = policy.getFileName().toString().replaceFirst("\\.rego$", "");
      if (!SignedPolicy.isName(name)) {
        throw new Failure(
            Exit.USAGE,
            "no policy can be called " + name,
            "a-z 0-9 . - may be in it, and it is not floor",
            "");
      }
      Path signed = Path.of(file + ".signed");
      byte[] envelope = SignedPolicy.sign(name, Files.readString(policy), key);
      save(signed, new String(envelope, StandardCharsets.UTF_8));
      try (AgentClient client = context.client()) {
        PolicyCommand.said(context, Format.table, PolicyCommand.Set.put(client, signed));
      }
      context
          .terminal()
          .data(
              "change %s, then: bailey policy sign %s; bailey policy set %s"
                  .formatted(file, file, signed));
      return Exit.DONE;
    } catch (IOException | LedgerException failed) {
      throw new Failure(Exit.FAILED, "not done", String.valueOf(failed.getMessage()), "");
    }
  }

  /** The owner's key, which is trusted here from now on. */
  private static NodeKey key(Home home) throws IOException {
    NodeKey key =
        switch (NodeKey.open(home.policyKey(), "policy")) {
          case NodeKey.Opened.Ready(NodeKey ready) -> ready;
          case NodeKey.Opened.Refused(String reason) -> throw new IOException(reason);
        };
    Path signers = home.policySigners();
    if (!Files.isDirectory(signers)) {
      Files.createDirectory(signers);
    }
    Path trusted = signers.resolve("owner.pub");
    if (!Files.exists(trusted)) {
      save(trusted, key.verifier().text() + "\n");
    }
    return key;
  }

  private static void save(Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Saved.file(
        file,
        out -> {
          out.write(bytes);
          return bytes.length;
        });
  }
}
