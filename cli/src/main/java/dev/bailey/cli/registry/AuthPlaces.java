package dev.bailey.cli.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where Podman and Docker look for credentials. */
public final class AuthPlaces {
  private AuthPlaces() {}

  /** The file that the environment names. */
  public static Optional<Path> named(UnaryOperator<String> variable) {
    return path(variable.apply("REGISTRY_AUTH_FILE"));
  }

  /**
   * The files that are there where nobody named one, in the order in which they count.
   *
   * @param variable gives a variable of the environment, empty if there is none
   */
  public static List<Path> usual(UnaryOperator<String> variable) {
    Optional<Path> home = path(variable.apply("HOME"));
    List<Path> places = new ArrayList<>();
    path(variable.apply("XDG_RUNTIME_DIR"))
        .map(dir -> dir.resolve("containers/auth.json"))
        .or(AuthPlaces::withoutSession)
        .ifPresent(places::add);
    path(variable.apply("XDG_CONFIG_HOME"))
        .or(() -> home.map(dir -> dir.resolve(".config")))
        .ifPresent(dir -> places.add(dir.resolve("containers/auth.json")));
    path(variable.apply("DOCKER_CONFIG"))
        .or(() -> home.map(dir -> dir.resolve(".docker")))
        .ifPresent(dir -> places.add(dir.resolve("config.json")));
    return places.stream().filter(Files::isRegularFile).toList();
  }

  private static Optional<Path> withoutSession() {
    try {
      Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS);
      return Optional.of(Path.of("/run/containers", uid.toString(), "auth.json"));
    } catch (IOException | UnsupportedOperationException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<Path> path(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }
}
