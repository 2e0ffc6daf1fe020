package dev.bailey.job.plan;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Reads a plan back from its canonical form. The image's own entry point and variables are not in
 * it: the plan's command and environment already have them.
 */
public final class PlanReader {
  private PlanReader() {}

  /** The plan; empty if this is not the canonical form of one. */
  public static Optional<ContainerPlan> read(Json.Obj json) {
    try {
      ContainerPlan plan = plan(json);
      return plan.digest().equals(Digest.of(json)) ? Optional.of(plan) : Optional.empty();
    } catch (IllegalArgumentException | NoSuchElementException | ClassCastException notAPlan) {
      return Optional.empty();
    }
  }

  private static ContainerPlan plan(Json.Obj json) {
    Json.Obj image = json.object("image");
    return new ContainerPlan(
        text(json, "job_name"),
        new Image(
            text(image, "reference"),
            digest(image, "id"),
            texts(image, "layers").stream().map(Digest::new).toList(),
            List.of(),
            List.of()),
        texts(json, "command"),
        text(json, "workdir"),
        texts(json, "environment"),
        whole(json, "user"),
        whole(json, "group"),
        texts(json, "capabilities"),
        digest(json, "code"),
        json.array("inputs").stream()
            .map(i -> input(i instanceof Json.Obj o ? o : Json.Obj.EMPTY))
            .toList(),
        texts(json, "outputs"),
        limits(json.object("limits")),
        Network.of(json.get("network").orElse(Json.Null.NULL)),
        text(json, "seccomp_profile"),
        digest(json, "seccomp_digest"),
        digest(json, "starter_digest"),
        json.array("secrets").stream()
            .map(s -> SecretFile.of(s instanceof Json.Obj o ? o : Json.Obj.EMPTY))
            .toList(),
        Scratch.of(json.text("scratch").orElse("")).orElseThrow(),
        json.get("service").map(s -> Service.of(json.object("service"))),
        json.array("devices").stream()
            .map(d -> Device.of(d instanceof Json.Obj o ? o : Json.Obj.EMPTY))
            .toList());
  }

  private static Input input(Json.Obj json) {
    return new Input(text(json, "name"), text(json, "source"), digest(json, "digest"));
  }

  private static Limits limits(Json.Obj json) {
    return new Limits(
        whole(json, "cpu_millis"),
        whole(json, "memory_bytes"),
        whole(json, "pids"),
        whole(json, "open_files"),
        whole(json, "shm_bytes"),
        whole(json, "tmp_bytes"),
        whole(json, "disk_bytes"),
        whole(json, "wall_seconds"),
        json.get("log_rate_bytes").isPresent() ? whole(json, "log_rate_bytes") : 0);
  }

  private static Digest digest(Json.Obj json, String name) {
    return new Digest(text(json, name));
  }

  private static String text(Json.Obj json, String name) {
    return json.text(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
  }

  private static long whole(Json.Obj json, String name) {
    return json.whole(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
  }

  private static List<String> texts(Json.Obj json, String name) {
    return json.array(name).stream()
        .map(item -> {
          if (item instanceof Json.Str text) {
            return text.value();
          }
          throw new IllegalArgumentException("not a text in " + name);
        })
        .toList();
  }
}
