package dev.bailey.cli.policy;

import dev.bailey.ledger.json.Json;
import dev.bailey.policy.config.Credentials;
import dev.bailey.policy.config.ImageInfo;
import dev.bailey.policy.config.Surroundings;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.interpreter.Tried;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Images of files, and those that are in none fetched from their registries, pinned by digest, so
 * that the same configuration still makes the same policy.
 *
 * @param files what was inspected beforehand
 * @param fetch brings an image here and describes it, as the agent's answer to a pull
 */
public record PulledImages(InspectedImages files, BiFunction<String, Credentials, Json.Obj> fetch)
    implements Surroundings {
  @Override
  public Tried<ImageInfo> image(String name, Credentials credentials, OperatingSystem system) {
    return files.knows(name)
        ? files.image(name, credentials, system)
        : Tried.done(info(fetch.apply(name, credentials)));
  }

  private static ImageInfo info(Json.Obj image) {
    return new ImageInfo(
        texts(image, "layers"),
        List.of(),
        texts(image, "entrypoint"),
        texts(image, "command"),
        texts(image, "environment"),
        image.text("workdir").orElse(""),
        image.text("user").orElse(""));
  }

  private static List<String> texts(Json.Obj object, String key) {
    return object.array(key).stream()
        .filter(Json.Str.class::isInstance)
        .map(text -> ((Json.Str) text).value())
        .toList();
  }

  @Override
  public Tried<String> file(String path) {
    return files.file(path);
  }
}
