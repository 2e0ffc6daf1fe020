package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.registry.AuthFile;
import dev.bailey.cli.registry.AuthPlaces;
import dev.bailey.job.spec.Shown;
import dev.bailey.policy.config.Credentials;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who to be at an image's registry, by what other programs keep. */
final class RegistryLogin {
  @Option(
      names = "--authfile",
      paramLabel = "FILE",
      description =
          "Credentials for registries, in the form of containers-auth.json. Without it"
              + " REGISTRY_AUTH_FILE, then the files in which Podman and Docker keep them.")
  private String file = "";

  /** Whether a file was named. */
  boolean named() {
    return !file.isEmpty();
  }

  /**
   * Who to be; nobody if nothing is kept for the image's registry.
   *
   * @throws Failure if a file that was named is of no use
   */
  Credentials of(Context context, String reference) {
    if (named()) {
      return found(Path.of(file), reference, context)
          .orElseThrow(() ->
              new Failure(
                  Exit.USAGE,
                  file + " has no credentials for the registry of " + Shown.line(reference),
                  "",
                  "podman login --authfile FILE REGISTRY  puts them there; without --authfile it is"
                      + " asked without"));
    }
    Optional<Path> known = AuthPlaces.named(context::variable);
    if (known.isPresent()) {
      return found(known.get(), reference, context).orElse(Credentials.NONE);
    }
    for (Path place : AuthPlaces.usual(context::variable)) {
      switch (AuthFile.find(place, reference)) {
        case AuthFile.Found.Login login -> {
          return used(login, place, context);
        }
        case AuthFile.Found.Unusable(String why) ->
            context.terminal().say("no credentials: " + Shown.line(why));
        case AuthFile.Found.Nothing ignored -> {}
      }
    }
    return Credentials.NONE;
  }

  private static Optional<Credentials> found(Path file, String reference, Context context) {
    return switch (AuthFile.find(file, reference)) {
      case AuthFile.Found.Login login -> Optional.of(used(login, file, context));
      case AuthFile.Found.Nothing ignored -> Optional.empty();
      case AuthFile.Found.Unusable(String why) ->
          throw new Failure(
              Exit.USAGE,
              Shown.line(why),
              "nothing was fetched",
              "bailey image pull --username NAME --password-stdin");
    };
  }

  private static Credentials used(AuthFile.Found.Login login, Path file, Context context) {
    context.terminal().say("with the credentials of " + Shown.line(file.toString()));
    return login.credentials();
  }
}
