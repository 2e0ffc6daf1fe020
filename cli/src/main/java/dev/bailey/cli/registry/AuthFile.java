package dev.bailey.cli.registry;

import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.policy.config.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A file in which Podman, Buildah, Skopeo and Docker keep credentials for registries, in the form
 * of containers-auth.json. No text that comes out of here has any of them in it.
 */
public final class AuthFile {
  private static final int MOST_BYTES = 1 << 20;

  /** Under this name Docker keeps what is for docker.io. */
  private static final String DOCKER = "index.docker.io";

  private AuthFile() {}

  /** What a file has for an image. */
  public sealed interface Found {
    /** Who to be. */
    record Login(Credentials credentials) implements Found {}

    /** Nothing. */
    record Nothing() implements Found {}

    /** Something that is of no use here. */
    record Unusable(String why) implements Found {}
  }

  /**
   * Looks up what is for an image: of its repository, else of what is above that, else of its host.
   *
   * @param reference {@code host/name@sha256:…}
   */
  public static Found find(Path file, String reference) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException | SecurityException unreadable) {
      return new Found.Unusable(file + " cannot be read");
    }
    if (bytes.length > MOST_BYTES) {
      return new Found.Unusable(file + " is too large for a file of credentials");
    }
    return JsonReader.read(bytes) instanceof JsonReader.Result.Value(Json.Obj all)
        ? find(all, file, names(reference))
        : new Found.Unusable(file + " is no JSON object");
  }

  private static Found find(Json.Obj all, Path file, List<String> names) {
    String host = host(names.getLast());
    Optional<String> helper =
        member(all.object("credHelpers"), key -> host(key).equals(host))
            .flatMap(AuthFile::text)
            .filter(program -> !program.isEmpty());
    if (helper.isPresent()) {
      return kept(file, host);
    }
    Json.Obj auths = all.object("auths");
    for (String name : names) {
      Optional<Json> exact = member(auths, name::equals);
      if (exact.isPresent()) {
        return entry(exact.get(), all, file, host);
      }
    }
    return member(auths, key -> old(key).equals(host))
        .map(one -> entry(one, all, file, host))
        .orElse(new Found.Nothing());
  }

  private static Found entry(Json entry, Json.Obj all, Path file, String host) {
    if (!(entry instanceof Json.Obj known)) {
      return new Found.Unusable(file + " has something for " + host + " that is no object");
    }
    if (known.text("identitytoken").filter(token -> !token.isEmpty()).isPresent()) {
      return new Found.Unusable(
          file + " has a token for " + host + ", and only user and password are of use");
    }
    String auth = known.text("auth").orElse("");
    if (auth.isEmpty()) {
      return all.text("credsStore").orElse("").isEmpty() ? new Found.Nothing() : kept(file, host);
    }
    return login(auth)
        .<Found>map(Found.Login::new)
        .orElse(new Found.Unusable(file + " has no user and password for " + host + " in base64"));
  }

  private static Found kept(Path file, String host) {
    return new Found.Unusable(
        file + " leaves what is for " + host + " to a helper, and no such program is run");
  }

  /** User and password of one text; no user has a colon. */
  private static Optional<Credentials> login(String auth) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Base64.getDecoder().decode(auth)))
              .toString();
      int colon = text.indexOf(':');
      return colon < 1 || colon == text.length() - 1
          ? Optional.empty()
          : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException | CharacterCodingException noText) {
      return Optional.empty();
    }
  }

  /** The names under which there may be something for an image, the closest first. */
  private static List<String> names(String reference) {
    List<String> names = new ArrayList<>();
    int at = reference.indexOf('@');
    String name = at < 0 ? reference : reference.substring(0, at);
    names.add(name);
    for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/')) {
      name = name.substring(0, slash);
      names.add(name);
    }
    return names;
  }

  /** What a key without a path, or an address of older versions, is for; else empty. */
  private static String old(String key) {
    boolean address = key.startsWith("https://") || key.startsWith("http://");
    return address || key.indexOf('/') < 0 ? host(key) : "";
  }

  private static String host(String key) {
    String bare = key.substring(key.startsWith("https://") ? 8 : key.startsWith("http://") ? 7 : 0);
    int slash = bare.indexOf('/');
    String host = slash < 0 ? bare : bare.substring(0, slash);
    return host.equals("docker.io") || host.equals("registry-1.docker.io") ? DOCKER : host;
  }

  private static Optional<Json> member(Json.Obj object, Predicate<String> wanted) {
    return object.members().entrySet().stream()
        .filter(member -> wanted.test(member.getKey()))
        .map(java.util.Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<String> text(Json json) {
    return json instanceof Json.Str(String value) ? Optional.of(value) : Optional.empty();
  }
}
