package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.policy.PolicyArgument;
import dev.bailey.cli.policy.SignedPolicy;
import dev.bailey.cli.policy.Signers;
import dev.bailey.cli.policy.SimulationFiles;
import dev.bailey.ledger.LedgerException;
import dev.bailey.ledger.note.NodeKey;
import dev.bailey.policy.fragment.VisibleText;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.policy.simulate.Simulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What can be done with policies as files; needs no agent. */
final class PolicyFiles {
  private PolicyFiles() {}

  /** Writes a text to a file, or prints it if there is none. */
  static void written(Context context, String to, String text) {
    if (to.isEmpty()) {
      context.terminal().out().print(text);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Saved.file(
        Path.of(to),
        out -> {
          out.write(bytes);
          return bytes.length;
        });
  }

  private static Failure bad(String what, String why, String hint) {
    return new Failure(Exit.FAILED, what, why, hint);
  }

  /** Whether a policy can be used. */
  @Command(
      name = "check",
      description = "Check a policy with all that it may refer to; print nothing if it is right.")
  static final class Check implements Callable<Integer> {
    @Parameters(paramLabel = "FILE")
    private String file = "";

    @Override
    public Integer call() {
      RegoPolicy policy = new RegoPolicy(PolicyArgument.name(file), PolicyCommand.text(file));
      if (policy.check() instanceof Tried.Failed<?>(String error)) {
        throw bad("the policy cannot be used", error, "");
      }
      return Exit.DONE;
    }
  }

  /** The digest that decisions and evidence name. */
  @Command(name = "digest", description = "Print the digest that decisions and evidence name.")
  static final class Digest implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FILE")
    private String file = "";

    Digest(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      context.terminal().data(new RegoPolicy("", PolicyCommand.text(file)).digest());
      return Exit.DONE;
    }
  }

  /** Signs a policy. */
  @Command(name = "sign", description = "Sign a policy.")
  static final class Sign implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FILE")
    private String file = "";

    @Option(names = "--key", paramLabel = "FILE", description = "The key; the home's if not given.")
    private String key = "";

    @Option(
        names = "--name",
        description = "What it is called: a-z 0-9 . -; the file's name if not given.")
    private String name = "";

    @Option(names = "-o", paramLabel = "FILE", description = "FILE.signed if not given.")
    private String to = "";

    Sign(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      String called = name.isEmpty() ? PolicyArgument.name(file) : name;
      if (!SignedPolicy.isName(called)) {
        throw bad(
            "no policy can be called " + called,
            "a-z 0-9 . - may be in it, and it is not floor",
            "say --name");
      }
      Path secret = key.isEmpty() ? context.home().policyKey() : Path.of(key);
      String rego = PolicyCommand.text(file);
      VisibleText.fault(rego)
          .ifPresent(fault -> {
            throw bad(
                "what is shown of the policy is not what it says", fault, "nothing was signed");
          });
      byte[] signed = SignedPolicy.sign(called, rego, opened(secret));
      Path target = Path.of(to.isEmpty() ? file + ".signed" : to);
      Saved.file(
          target,
          out -> {
            out.write(signed);
            return signed.length;
          });
      return Exit.DONE;
    }

    private static NodeKey opened(Path secret) {
      if (!Files.exists(secret)) {
        throw bad("there is no key " + secret, "", "bailey init makes one");
      }
      try {
        return switch (NodeKey.open(secret, "policy")) {
          case NodeKey.Opened.Ready(NodeKey ready) -> ready;
          case NodeKey.Opened.Refused(String reason) ->
              throw bad("no key to sign with", reason, "");
        };
      } catch (LedgerException unreadable) {
        throw bad("no key to sign with", String.valueOf(unreadable.getMessage()), "");
      }
    }
  }

  /** Checks a signature. */
  @Command(name = "verify", description = "Check who signed a policy, and say its name and digest.")
  static final class Verify implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FILE")
    private String file = "";

    @Option(
        names = "--trust",
        paramLabel = "PATH",
        description = "A key file, or a folder of them; the home's if not given.")
    private String trust = "";

    Verify(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Path keys = trust.isEmpty() ? context.home().policySigners() : Path.of(trust);
      try {
        byte[] envelope = Files.readAllBytes(Path.of(file));
        return switch (SignedPolicy.open(envelope, Signers.read(keys))) {
          case SignedPolicy.Opened.Trusted(SignedPolicy signed) -> {
            context
                .terminal()
                .data(
                    "%s  sha256:%s  signed by %s"
                        .formatted(
                            signed.policy().name(), signed.policy().digest(), signed.signer()));
            yield Exit.DONE;
          }
          case SignedPolicy.Opened.Refused(String reason) ->
              throw new Failure(Exit.DOUBT, "not to be trusted", reason, "");
        };
      } catch (IOException unreadable) {
        throw bad("cannot verify " + file, String.valueOf(unreadable.getMessage()), "");
      }
    }
  }

  /** Puts questions to a policy. */
  @Command(
      name = "simulate",
      description = "Put the questions of a commands file to a policy, and print what it answers.")
  static final class Simulate implements Callable<Integer> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "POLICY")
    private String policy = "";

    @Parameters(index = "1", paramLabel = "COMMANDS", description = "A JSON array of questions.")
    private String commands = "";

    @Option(names = "--data", paramLabel = "FILE", description = "Documents below data, as JSON.")
    private String data = "";

    Simulate(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      List<String> files = List.of("-policy", policy, "-commands", commands);
      List<String> arguments =
          data.isEmpty() ? files : List.of("-policy", policy, "-commands", commands, "-data", data);
      return new Simulator(new SimulationFiles(), context.terminal()::data).run(arguments);
    }
  }
}
