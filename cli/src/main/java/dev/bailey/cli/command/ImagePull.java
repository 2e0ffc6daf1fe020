package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.config.Credentials;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches an image. */
@Command(
    name = "pull",
    description = {
      "Fetch an image that a registry reference pins by digest.",
      "A registry that wants to know who asks is told what a file of credentials has for it, or"
          + " --username and the password from standard input; it, and no other. Neither is"
          + " recorded, logged or kept."
    })
final class ImagePull implements Callable<Integer> {
  /** Longer than any token of a registry. */
  private static final int MOST_BYTES = 16 << 10;

  private final Context context;

  @Parameters(paramLabel = "REGISTRY/NAME@sha256:DIGEST")
  private String reference = "";

  @Mixin private RegistryLogin login = new RegistryLogin();

  @Option(names = "--username", paramLabel = "NAME", description = "Who to be at the registry.")
  private String username = "";

  @Option(
      names = "--password-stdin",
      description =
          "Read the password of --username from standard input; a last line feed is not"
              + " part of it.")
  private boolean passwordStdin;

  /** Taken so that it is refused without being shown. */
  @Option(
      names = {"-p", "--password", "--creds"},
      arity = "0..1",
      fallbackValue = "?",
      hidden = true)
  private String surplus = "";

  ImagePull(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Credentials credentials = credentials();
    try (AgentClient client = context.client()) {
      Json.Obj pulled = new Preparations(context, client).pull(reference, credentials);
      context.terminal().data("sha256:" + pulled.text("id").orElse(""));
    }
    return Exit.DONE;
  }

  private Credentials credentials() {
    if (!surplus.isEmpty()) {
      throw new Failure(
          Exit.USAGE,
          "a password is not given as an argument, where others could read it",
          "",
          "pipe it in with --username NAME --password-stdin; what was typed now may be in your"
              + " shell's history");
    }
    if (username.isEmpty() && !passwordStdin) {
      return login.of(context, reference);
    }
    if (username.isEmpty() || !passwordStdin || login.named()) {
      throw new Failure(
          Exit.USAGE,
          "--username and --password-stdin go together, and not with --authfile",
          "",
          "bailey image pull REFERENCE --username NAME --password-stdin < FILE");
    }
    if (username.indexOf(':') >= 0) {
      throw new Failure(Exit.USAGE, "no user of a registry has a colon in its name", "", "");
    }
    return new Credentials(username, password());
  }

  private String password() {
    try {
      byte[] all = context.terminal().input(MOST_BYTES + 1);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(all)).toString();
      String password = text.replaceFirst("\r?\n\\z", "");
      if (password.isEmpty() || all.length > MOST_BYTES || password.indexOf('\n') >= 0) {
        throw new Failure(
            Exit.USAGE,
            "standard input has no password",
            "one line of at most " + MOST_BYTES + " bytes was expected",
            "");
      }
      return password;
    } catch (CharacterCodingException noText) {
      throw new Failure(Exit.USAGE, "the password is no UTF-8", "", "");
    } catch (IOException unreadable) {
      throw new Failure(
          Exit.FAILED, "the password cannot be read", String.valueOf(unreadable.getMessage()), "");
    }
  }
}
