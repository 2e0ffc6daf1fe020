package dev.bailey.cli.policy;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.policy.law.RegoPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A policy as it is named on a command line. */
public final class PolicyArgument {
  /** The name of the policy that is built in. */
  public static final String HOUSE = "house";

  private PolicyArgument() {}

  /** What a policy of a file is called: the file's name without its ending. */
  public static String name(String file) {
    String name = Path.of(file).getFileName().toString();
    return name.endsWith(".rego") ? name.substring(0, name.length() - 5) : name;
  }

  /**
   * Reads a policy.
   *
   * @param argument a file with Rego, a file that {@code policy sign} made, or {@code house} for
   *     the policy that is built in, unless there is a file of that name
   * @param signers whose signatures count
   * @throws Failure if it cannot be read, or is signed by nobody who counts
   */
  public static RegoPolicy read(String argument, Path signers) {
    Path file = Path.of(argument);
    if (argument.equals(HOUSE) && !Files.exists(file)) {
      return RegoPolicy.house();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.stripLeading().startsWith("{")
          ? signed(argument, bytes, Signers.read(signers))
          : new RegoPolicy(name(argument), text);
    } catch (IOException unreadable) {
      throw new Failure(
          Exit.USAGE, "cannot read " + argument, String.valueOf(unreadable.getMessage()), "");
    }
  }

  private static RegoPolicy signed(String file, byte[] envelope, Signers trusted) {
    return switch (SignedPolicy.open(envelope, trusted)) {
      case SignedPolicy.Opened.Trusted(SignedPolicy signed) -> signed.policy();
      case SignedPolicy.Opened.Refused(String reason) ->
          throw new Failure(Exit.DOUBT, file + " is not to be trusted", reason, "");
    };
  }
}
