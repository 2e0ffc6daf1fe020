package dev.bailey.cli.policy;

import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.policy.config.Credentials;
import dev.bailey.policy.config.ImageInfo;
import dev.bailey.policy.config.Surroundings;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.interpreter.Tried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Images as {@code podman image inspect} has written them to files, and other files as they are.
 * Nothing is asked of a registry, so that the same files always make the same policy; credentials
 * are of no use.
 */
public final class InspectedImages implements Surroundings {
  private static final String SHA256 = "sha256:";

  private final Path base;
  private final List<Json.Obj> images;

  private InspectedImages(Path base, List<Json.Obj> images) {
    this.base = base;
    this.images = List.copyOf(images);
  }

  /**
   * Reads the files.
   *
   * @param base what other files of a configuration are relative to
   */
  public static Tried<InspectedImages> of(Path base, List<Path> files) {
    List<Json.Obj> images = new ArrayList<>();
    for (Path file : files) {
      switch (text(file).then(InspectedImages::list)) {
        case Tried.Failed<List<Json.Obj>> failed -> {
          return Tried.failed(file + ": " + failed.error());
        }
        case Tried.Done<List<Json.Obj>> done -> images.addAll(done.value());
      }
    }
    return Tried.done(new InspectedImages(base, images));
  }

  private static Tried<String> text(Path file) {
    try {
      return Tried.done(Files.readString(file));
    } catch (IOException unreadable) {
      return Tried.failed("cannot be read: " + unreadable.getMessage());
    }
  }

  private static Tried<List<Json.Obj>> list(String text) {
    return switch (JsonReader.read(text)) {
      case JsonReader.Result.Malformed bad ->
          Tried.failed("character %d: %s".formatted(bad.offset(), bad.reason()));
      case JsonReader.Result.Value(Json.Arr all)
          when all.items().stream().allMatch(Json.Obj.class::isInstance) ->
          Tried.done(all.items().stream().map(Json.Obj.class::cast).toList());
      case JsonReader.Result.Value ignored ->
          Tried.failed("not a list of images, as podman image inspect writes it");
    };
  }

  /** Whether a file has an image of that name. */
  boolean knows(String name) {
    return images.stream().anyMatch(image -> names(image).anyMatch(name::equals));
  }

  @Override
  public Tried<ImageInfo> image(String name, Credentials credentials, OperatingSystem system) {
    List<Json.Obj> known =
        images.stream().filter(image -> names(image).anyMatch(name::equals)).toList();
    return known.size() == 1
        ? info(known.getFirst())
        : Tried.failed(
            known.isEmpty()
                ? "not in a file of --image-info: podman image inspect "
                    + name
                    + " > FILE, or say --pull"
                : "in more than one file of --image-info");
  }

  private static Stream<String> names(Json.Obj image) {
    String id = image.text("Id").orElse("");
    return Stream.of(
            texts(image, "RepoTags"), texts(image, "RepoDigests"), List.of(id, SHA256 + id))
        .flatMap(List::stream)
        .filter(text -> !text.isEmpty() && !text.equals(SHA256));
  }

  private static Tried<ImageInfo> info(Json.Obj image) {
    Json.Obj config = image.object("Config");
    List<String> layers = texts(image.object("RootFS"), "Layers");
    return layers.isEmpty() || !layers.stream().allMatch(layer -> layer.startsWith(SHA256))
        ? Tried.failed("it says no layers by sha256")
        : Tried.done(
            new ImageInfo(
                layers.stream().map(layer -> layer.substring(SHA256.length())).toList(),
                List.of(),
                texts(config, "Entrypoint"),
                texts(config, "Cmd"),
                texts(config, "Env"),
                config.text("WorkingDir").orElse(""),
                config.text("User").orElse("")));
  }

  private static List<String> texts(Json.Obj object, String key) {
    return object.array(key).stream()
        .filter(Json.Str.class::isInstance)
        .map(text -> ((Json.Str) text).value())
        .toList();
  }

  @Override
  public Tried<String> file(String path) {
    return text(base.resolve(path));
  }
}
