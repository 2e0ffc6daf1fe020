package dev.bailey.server.http;

import dev.bailey.ledger.json.Json;
import dev.bailey.policy.config.Credentials;
import dev.bailey.server.Delivery;
import dev.bailey.server.Glass;
import dev.bailey.server.LogStream;
import dev.bailey.server.Logs;
import dev.bailey.server.Node;
import dev.bailey.server.Refusal;
import dev.bailey.server.Result;
import dev.bailey.server.Submitted;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What each route does: forms in, operations of the node, documents out. */
final class Api {
  /** The protocol of an exec connection, as in the {@code Upgrade} header. */
  static final String EXEC_PROTOCOL = "bailey-exec/1";

  /** Query parameter with the reason for which the glass may be broken. */
  static final String GLASS = "break_glass";

  private final Node node;
  private final Runnable stop;

  Api(Node node, Runnable stop) {
    this.node = node;
    this.stop = stop;
  }

  Reply submit(Call call) {
    Optional<Path> directory = absolute(text(call, "directory"));
    String file = call.body().text("file").orElse("job.yaml");
    if (directory.isEmpty() || !plainName(file)) {
      return refused(
          Refusal.of(
              Refusal.Kind.BAD_REQUEST,
              "directory is an absolute path and file a name in it",
              "",
              ""));
    }
    boolean dryRun = call.body().bool("dry_run").orElse(false);
    return reply(
        node.submit(directory.get(), file, dryRun, call.key()),
        s -> new Reply.Document(dryRun || s.repeated() ? 200 : 201, json(s)));
  }

  private static Json.Obj json(Submitted s) {
    return Json.object()
        .put("id", s.job())
        .put("state", s.job().isEmpty() ? "" : s.state().wireName())
        .put("plan", s.plan())
        .put("plan_sha256", s.planDigest().hex())
        .put("code_files", s.files())
        .put("repeated", s.repeated())
        .put("pieces", Json.array(s.pieces()))
        .build();
  }

  Reply list(Call call) {
    return Reply.ok(Json.object().put("jobs", Json.array(node.list())).build());
  }

  Reply show(Call call) {
    return document(node.show(call.variable("id")));
  }

  Reply why(Call call) {
    return document(node.why(call.variable("id")));
  }

  Reply cancel(Call call) {
    return document(node.cancel(call.variable("id")));
  }

  Reply remove(Call call) {
    return document(node.remove(call.variable("id")));
  }

  Reply log(Call call) {
    boolean follow = call.query().getOrDefault("follow", "false").equals("true");
    Result<Delivery<LogStream.Sink>> log =
        node.log(call.variable("id"), Math.max(1, call.whole("from", 1)), follow, glass(call));
    return reply(log, d -> new Reply.Events(out -> d.to(new LogEvents(out))));
  }

  Reply exec(Call call) {
    List<String> command =
        call.body().array("command").stream()
            .map(item -> item instanceof Json.Str text ? text.value() : "")
            .toList();
    if (!call.upgrade().equals(EXEC_PROTOCOL)
        || command.isEmpty()
        || command.size() > Limits.ARGUMENTS
        || command.stream().anyMatch(a -> a.indexOf('\0') >= 0)) {
      return refused(
          Refusal.of(
              Refusal.Kind.BAD_REQUEST,
              "exec needs Upgrade: " + EXEC_PROTOCOL + " and a command",
              "a command has 1 to " + Limits.ARGUMENTS + " arguments without zero bytes",
              ""));
    }
    String job = call.variable("id");
    return node.notExecutable(job)
        .map(Api::refused)
        .orElseGet(() -> new Reply.Exec(new ExecSession(node, job, command)));
  }

  Reply output(Call call) {
    return reply(
        node.output(call.variable("id"), call.variable("name"), glass(call)),
        d -> new Reply.Bytes("application/octet-stream", d));
  }

  /** An empty reason is one that was given, and no reason. */
  private static Optional<Glass> glass(Call call) {
    return Optional.ofNullable(call.query().get(GLASS)).map(r -> new Glass(call.caller(), r));
  }

  Reply evidence(Call call) {
    return reply(
        node.evidence(call.variable("id")),
        d -> new Reply.Bytes("application/vnd.bailey.evidence", d));
  }

  Reply images(Call call) {
    return Reply.ok(Json.object().put("images", Json.array(node.host().images())).build());
  }

  Reply build(Call call) {
    Optional<Path> directory = absolute(text(call, "directory"));
    if (directory.isEmpty()) {
      return refused(Refusal.of(Refusal.Kind.BAD_REQUEST, "directory is an absolute path", "", ""));
    }
    String name = call.variable("name");
    return new Reply.Events(out ->
        ended(out, node.host().buildImage(name, directory.get(), line -> progress(out, line))));
  }

  Reply pull(Call call) {
    String reference = text(call, "reference");
    Credentials credentials = new Credentials(text(call, "username"), text(call, "password"));
    return new Reply.Events(out -> ended(out, node.host().pullImage(reference, credentials)));
  }

  Reply audit(Call call) {
    long size = node.auditSize();
    long from = call.whole("from", Math.max(0, size - Limits.AUDIT_ENTRIES));
    return Reply.ok(node.audit(Math.min(from, size), Limits.AUDIT_ENTRIES));
  }

  Reply record(Call call) {
    return document(
        node.record(call.variable("id"), (int) Math.min(call.whole("attempt", 0), 1 << 30)));
  }

  Reply recordUntil(Call call) {
    String index = call.variable("index");
    return index.matches("[0-9]{1,18}")
        ? document(node.recordUntil(Long.parseLong(index)))
        : refused(Refusal.of(Refusal.Kind.BAD_REQUEST, "index is a whole number", "", ""));
  }

  Reply verifyAudit(Call call) {
    return Reply.ok(node.host().verifyAudit());
  }

  Reply policy(Call call) {
    return Reply.ok(node.host().policy());
  }

  Reply changePolicy(Call call) {
    Optional<Path> file = absolute(text(call, "file"));
    return file.isEmpty()
        ? refused(Refusal.of(Refusal.Kind.BAD_REQUEST, "file is an absolute path", "", ""))
        : reply(node.host().changePolicy(file.get()), Reply::ok);
  }

  Reply secrets(Call call) {
    return document(node.secrets().list());
  }

  Reply setSecret(Call call) {
    try {
      byte[] value = Base64.getDecoder().decode(text(call, "value"));
      return document(node.secrets().set(call.variable("name"), value));
    } catch (IllegalArgumentException notBase64) {
      return refused(Refusal.of(Refusal.Kind.BAD_REQUEST, "value is not base64", "", ""));
    }
  }

  Reply removeSecret(Call call) {
    return document(node.secrets().remove(call.variable("name")));
  }

  Reply rotateSecretKey(Call call) {
    return document(node.secrets().rotate());
  }

  Reply doctor(Call call) {
    return Reply.ok(node.host().examine());
  }

  Reply fix(Call call) {
    return new Reply.Events(out -> ended(out, node.host().fix(line -> progress(out, line))));
  }

  Reply key(Call call) {
    return Reply.ok(Json.object().put("key", node.host().publicKey()).build());
  }

  Reply version(Call call) {
    return Reply.ok(Json.object().put("version", node.version()).put("api", 1).build());
  }

  Reply shutdown(Call call) {
    if (!node.idle() && !call.body().bool("force").orElse(false)) {
      return refused(
          Refusal.of(
              Refusal.Kind.CONFLICT,
              "jobs wait or run",
              "the next agent would take them up",
              "bailey ps shows them; force stops the agent all the same"));
    }
    stop.run();
    return Reply.ok(Json.object().put("stopping", true).build());
  }

  private static void progress(EventStream out, String line) {
    try {
      out.event("progress", Json.object().put("text", line).build());
    } catch (IOException gone) {
      // The work goes on without its watcher.
    }
  }

  private static void ended(EventStream out, Result<Json.Obj> result) throws IOException {
    switch (result) {
      case Result.Ok<Json.Obj> ok -> out.event("end", ok.value());
      case Result.No<Json.Obj> no -> out.event("problem", Problem.of(no.refusal()).json(""));
    }
  }

  private static Reply document(Result<Json.Obj> result) {
    return reply(result, Reply::ok);
  }

  private static <T> Reply reply(Result<T> result, Function<T, Reply> ok) {
    return switch (result) {
      case Result.Ok<T> good -> ok.apply(good.value());
      case Result.No<T> no -> refused(no.refusal());
    };
  }

  private static Reply refused(Refusal refusal) {
    return new Reply.Refused(refusal);
  }

  private static String text(Call call, String name) {
    return call.body().text(name).orElse("");
  }

  private static boolean plainName(String name) {
    return !name.isEmpty()
        && name.length() <= 255
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> c == '/' || c < 0x20);
  }

  private static Optional<Path> absolute(String text) {
    try {
      Path path = Path.of(text);
      return path.isAbsolute() && path.normalize().equals(path)
          ? Optional.of(path)
          : Optional.empty();
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  /** A log as events. */
  private record LogEvents(EventStream out) implements LogStream.Sink {
    @Override
    public void line(Logs.Line line) throws IOException {
      out.event(line.number(), "line", line.json());
    }

    @Override
    public void state(Json.Obj state) throws IOException {
      out.event("state", state);
    }

    @Override
    public void end(Json.Obj end) throws IOException {
      out.event("end", end);
    }
  }
}
