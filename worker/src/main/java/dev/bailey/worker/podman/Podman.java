package dev.bailey.worker.podman;

import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.config.Credentials;
import dev.bailey.sys.http.Body;
import dev.bailey.sys.http.Headers;
import dev.bailey.sys.http.Hijacked;
import dev.bailey.sys.http.Request;
import dev.bailey.sys.http.Response;
import dev.bailey.sys.http.Upgrade;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Podman's REST interface, one method per call. Safe for many threads. It decides nothing: what
 * changes a container is reached through {@link Containers}, by permit.
 */
public final class Podman {
  private final PodmanHttp http;

  Podman(PodmanHttp http) {
    this.http = http;
  }

  /** Podman's version, such as {@code 4.3.1}; also shows that the service answers. */
  public Reply<String> version() {
    return object(http.send(PodmanHttp.get("/version")), v -> v.text("Version").orElse(""));
  }

  /** What Podman says about this host and its store. */
  public Reply<Json.Obj> info() {
    return object(http.send(PodmanHttp.get("/info")), info -> info);
  }

  /** Creates a container; the value is its id. */
  Reply<String> create(Json.Obj request) {
    return object(
        http.send(PodmanHttp.post("/containers/create", request)), v -> v.text("Id").orElse(""));
  }

  /** Starts a created container. Without an answer it may or may not run; never start it again. */
  Reply<Boolean> start(String name) {
    return done(http.send(PodmanHttp.post(container(name) + "/start")));
  }

  /** Sends a signal to the first process. */
  Reply<Boolean> kill(String name, int signal) {
    return done(http.send(PodmanHttp.post(container(name) + "/kill?signal=" + signal)));
  }

  /** Kills and removes a container; one that is not there counts as removed. */
  Reply<Boolean> remove(String name) {
    Reply<Boolean> reply =
        objects(http.send(PodmanHttp.delete(container(name) + "?force=true&v=true&timeout=0")))
            .map(reports -> reports.stream().allMatch(r -> r.text("Err").orElse("").isEmpty()));
    if ((reply instanceof Reply.Ok<Boolean>(Boolean clean) && clean)
        || reply instanceof Reply.NoAnswer<Boolean>) {
      return reply;
    }
    // Podman reports failures of its own tidying although the container is gone.
    boolean gone = exists(name) instanceof Reply.Ok<Boolean>(Boolean there) && !there;
    return gone ? new Reply.Ok<>(true) : reply;
  }

  /** Whether a container of that id or name is known. */
  public Reply<Boolean> exists(String name) {
    return present(http.send(PodmanHttp.get(container(name) + "/exists")));
  }

  /** The container of that id or name. */
  public Reply<Container> inspect(String name) {
    return object(http.send(PodmanHttp.get(container(name) + "/json")), Answers::container);
  }

  /** All containers, in whatever state, with a label of that value. */
  public Reply<List<Container>> withLabel(String label, String value) {
    Json filters = Json.object().put("label", Json.strings(List.of(label + "=" + value))).build();
    String query = PodmanHttp.encoded(CanonicalJson.text(filters));
    return objects(http.send(PodmanHttp.get("/containers/json?all=true&filters=" + query)))
        .map(all -> all.stream().map(Answers::listed).toList());
  }

  /** Blocks until the container's first process has ended; the value is its exit code. */
  public Reply<Integer> await(String name) {
    return http.await(PodmanHttp.post(container(name) + "/wait?condition=exited&interval=5ms"))
        .map(code -> code instanceof Json.Num n ? n.whole().orElse(-1L).intValue() : -1);
  }

  /** Prepares one more process; the value is the session's id. */
  Reply<String> createExec(String name, Json.Obj request) {
    return object(
        http.send(PodmanHttp.post(container(name) + "/exec", request)),
        v -> v.text("Id").orElse(""));
  }

  /** Starts a prepared process and stays connected to it. */
  Reply<Hijacked> startExec(String session) {
    Json body = Json.object().put("Detach", false).put("Tty", false).build();
    try {
      return switch (http.upgrade(PodmanHttp.post(session(session) + "/start", body))) {
        case Hijacked raw -> new Reply.Ok<>(raw);
        case Upgrade.Declined(Response response) -> {
          try (response) {
            yield new Reply.Refused<>(
                response.status(), PodmanHttp.message(response.text(PodmanHttp.MAX_ANSWER)));
          }
        }
      };
    } catch (IOException failed) {
      return new Reply.NoAnswer<>(String.valueOf(failed.getMessage()));
    }
  }

  /** What is known about a process started later. */
  Reply<ExecState> inspectExec(String session) {
    return object(
        http.send(PodmanHttp.get(session(session) + "/json")),
        v ->
            new ExecState(
                v.bool("Running").orElse(false),
                v.whole("Pid").orElse(0L),
                v.whole("ExitCode").orElse(-1L).intValue()));
  }

  /** State of a process started later. */
  record ExecState(boolean running, long pid, int exitCode) {}

  /** The image of that id or name, without looking anywhere but in the store. */
  public Reply<StoredImage> image(String name) {
    Reply<Optional<StoredImage>> found =
        object(http.send(PodmanHttp.get("/images/" + encoded(name) + "/json")), Answers::image);
    return found instanceof Reply.Ok<Optional<StoredImage>>(Optional<StoredImage> image)
            && image.isEmpty()
        ? new Reply.Refused<>(500, "podman described an image without an id")
        : found.map(i -> i.orElseThrow());
  }

  /** Whether the store has an image of that id or name. */
  public Reply<Boolean> imageExists(String name) {
    return present(http.send(PodmanHttp.get("/images/" + encoded(name) + "/exists")));
  }

  /** Names of all images in the store, by tag and by digest. */
  public Reply<List<String>> imageNames() {
    return objects(http.send(PodmanHttp.get("/images/json")))
        .map(all ->
            all.stream()
                .flatMap(i -> Stream.of("Names", "RepoDigests").map(i::array))
                .flatMap(names -> Answers.strings(names).stream())
                .distinct()
                .toList());
  }

  /**
   * Makes an image of one layer from a root directory's archive.
   *
   * @param changes instructions such as {@code ENV PATH=/bin}
   * @return the image's id
   */
  public Reply<String> importImage(InputStream tar, String name, List<String> changes) {
    StringBuilder query = new StringBuilder("?reference=").append(PodmanHttp.encoded(name));
    changes.forEach(c -> query.append("&changes=").append(PodmanHttp.encoded(c)));
    return object(upload("/images/import" + query, tar), v -> v.text("Id").orElse(""));
  }

  /** Loads the images of an archive made by {@code podman save}; the value is their names. */
  public Reply<List<String>> loadImages(InputStream tar) {
    return object(upload("/images/load", tar), v -> Answers.strings(v.array("Names")));
  }

  /**
   * Fetches an image from a registry; the reference ends in {@code @sha256:…}.
   *
   * @param registry host and port for which the credentials are
   */
  Reply<String> pull(String reference, String registry, Credentials credentials) {
    String query = "?policy=missing&quiet=true&reference=" + PodmanHttp.encoded(reference);
    Request request = PodmanHttp.post("/images/pull" + query);
    Reply<Json.Obj> reply = object(http.await(with(request, registry, credentials)), v -> v);
    if (reply instanceof Reply.Ok<Json.Obj>(Json.Obj end) && end.text("id").isEmpty()) {
      return new Reply.Refused<>(404, end.text("error").orElse("nothing was pulled"));
    }
    return reply.map(end -> end.text("id").orElse(""));
  }

  /**
   * Credentials go in a header that names their registry, so that no other gets them. Without the
   * header the engine would take what the host's root has for its own commands.
   */
  private static Request with(Request request, String registry, Credentials credentials) {
    Json known =
        credentials.equals(Credentials.NONE)
            ? Json.Obj.EMPTY
            : Json.object()
                .put(
                    registry,
                    Json.object()
                        .put("username", credentials.username())
                        .put("password", credentials.password())
                        .build())
                .build();
    String encoded = Base64.getUrlEncoder().encodeToString(known.canonical());
    return new Request(
        request.method(),
        request.target(),
        request.headers().with("X-Registry-Auth", encoded),
        request.body());
  }

  /** Removes an image that no container uses. */
  public Reply<Boolean> removeImage(String name) {
    return done(http.send(PodmanHttp.delete("/images/" + encoded(name))));
  }

  private Reply<Json> upload(String path, InputStream tar) {
    return http.await(
        new Request(
            "POST",
            PodmanHttp.BASE + path,
            Headers.of("Content-Type", "application/x-tar"),
            Body.of(tar)));
  }

  private static String container(String name) {
    return "/containers/" + encoded(name);
  }

  private static String session(String id) {
    return "/exec/" + encoded(id);
  }

  private static String encoded(String name) {
    if (name.isEmpty() || name.length() > 1024) {
      throw new PodmanException("not a name: '" + name + "'");
    }
    return PodmanHttp.encoded(name);
  }

  private static Reply<Boolean> done(Reply<Json> reply) {
    return reply.map(ignored -> true);
  }

  private static Reply<Boolean> present(Reply<Json> reply) {
    return reply instanceof Reply.Refused<Json> refused && refused.status() == 404
        ? new Reply.Ok<>(false)
        : done(reply);
  }

  private static <T> Reply<T> object(Reply<Json> reply, Function<Json.Obj, T> read) {
    return reply.map(json -> read.apply(json instanceof Json.Obj o ? o : Json.Obj.EMPTY));
  }

  private static Reply<List<Json.Obj>> objects(Reply<Json> reply) {
    return reply.map(json -> {
      List<Json.Obj> all = new ArrayList<>();
      if (json instanceof Json.Arr items) {
        for (Json item : items.items()) {
          if (item instanceof Json.Obj o) {
            all.add(o);
          }
        }
      }
      return all;
    });
  }
}
