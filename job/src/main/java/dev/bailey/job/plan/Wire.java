package dev.bailey.job.plan;

import dev.bailey.ledger.json.Json;

/**
 * How one attempt is connected: a pair of interfaces of its own, one in its network namespace, one
 * on the host.
 *
 * @param namespace absolute path at which the namespace is kept
 * @param device the host's interface
 * @param host IPv4 address of that interface
 * @param job IPv4 address of the job
 * @param hostSix IPv6 address of that interface; empty if the namespace has no IPv6
 * @param jobSix IPv6 address of the job; empty if the namespace has no IPv6
 * @param rules SHA-256 of the rules of the namespace as they were decided
 */
public record Wire(
    String namespace,
    String device,
    String host,
    String job,
    String hostSix,
    String jobSix,
    String rules) {

  /** Whether the namespace has IPv6. */
  public boolean six() {
    return !jobSix.isEmpty();
  }

  /** Reads the canonical form back, as it was recorded. */
  public static Wire of(Json.Obj recorded) {
    return new Wire(
        recorded.text("namespace").orElseThrow(),
        recorded.text("device").orElseThrow(),
        recorded.text("host").orElseThrow(),
        recorded.text("job").orElseThrow(),
        recorded.text("host_six").orElseThrow(),
        recorded.text("job_six").orElseThrow(),
        recorded.text("rules_sha256").orElseThrow());
  }

  /** The canonical form. */
  public Json.Obj json() {
    return Json.object()
        .put("namespace", namespace)
        .put("device", device)
        .put("host", host)
        .put("job", job)
        .put("host_six", hostSix)
        .put("job_six", jobSix)
        .put("rules_sha256", rules)
        .build();
  }
}
