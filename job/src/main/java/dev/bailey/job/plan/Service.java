package dev.bailey.job.plan;

import dev.bailey.ledger.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What makes a job a service: it runs until it is stopped, and is looked after while it does.
 *
 * @param health how it is checked; empty if it is not
 * @param idleSeconds ends when nobody was connected for so long; 0 for never
 */
public record Service(Optional<Health> health, long idleSeconds) {
  /** One that nobody looks after. */
  public static final Service PLAIN = new Service(Optional.empty(), 0);

  /**
   * A check that is repeated.
   *
   * @param intervalSeconds from one to the next
   * @param timeoutSeconds after which one has failed
   * @param retries so many in a row that failed end the service
   * @param startSeconds from the first instruction, in which failures do not count unless a check
   *     has passed
   */
  public record Health(
      Probe probe, long intervalSeconds, long timeoutSeconds, long retries, long startSeconds) {}

  /** What is done to check it. */
  public sealed interface Probe {
    /** Runs a command in the container; code 0 is good. */
    record Command(List<String> arguments) implements Probe {
      public Command {
        arguments = List.copyOf(arguments);
      }
    }

    /** Connects from the host to an inbound port of that name, by TCP. */
    record Port(String name) implements Probe {}
  }

  /** The command that is run in the container again and again; empty if there is none. */
  public Optional<List<String>> command() {
    return health
        .map(Health::probe)
        .filter(Probe.Command.class::isInstance)
        .map(probe -> ((Probe.Command) probe).arguments());
  }

  /** The canonical form. */
  public Json.Obj json() {
    Json.Obj all = Json.object().put("idle_seconds", idleSeconds).build();
    return health.map(h -> all.with("health", json(h))).orElse(all);
  }

  private static Json.Obj json(Health health) {
    Json.ObjectBuilder out =
        Json.object()
            .put("interval_seconds", health.intervalSeconds())
            .put("timeout_seconds", health.timeoutSeconds())
            .put("retries", health.retries())
            .put("start_seconds", health.startSeconds());
    switch (health.probe()) {
      case Probe.Command(List<String> arguments) -> out.put("command", Json.strings(arguments));
      case Probe.Port(String name) -> out.put("port", name);
    }
    return out.build();
  }

  /**
   * Reads the canonical form back.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Service of(Json.Obj json) {
    return new Service(
        json.get("health").map(h -> health(json.object("health"))), whole(json, "idle_seconds"));
  }

  private static Health health(Json.Obj json) {
    Probe probe =
        json.text("port")
            .<Probe>map(Probe.Port::new)
            .orElseGet(() -> new Probe.Command(words(json)));
    return new Health(
        probe,
        whole(json, "interval_seconds"),
        whole(json, "timeout_seconds"),
        whole(json, "retries"),
        whole(json, "start_seconds"));
  }

  private static List<String> words(Json.Obj json) {
    return json.array("command").stream()
        .map(item -> {
          if (item instanceof Json.Str(String word)) {
            return word;
          }
          throw new IllegalArgumentException("not a text in command");
        })
        .toList();
  }

  private static long whole(Json.Obj json, String name) {
    return json.whole(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
  }
}
