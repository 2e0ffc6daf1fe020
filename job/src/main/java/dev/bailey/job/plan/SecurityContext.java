package dev.bailey.job.plan;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The directory in which a job finds the policy that decides about it, in the form that workloads
 * of confidential containers know. It is the platform's own: the policy is not asked about it, and
 * its variable joins the environment after the policy has judged that.
 *
 * @param mount read-only, at a name of its own for each attempt
 * @param files SHA-256 of each file's bytes, by name
 */
public record SecurityContext(Placement.Bind mount, SequencedMap<String, Digest> files) {
  /** Variable of the first process that names the directory. */
  public static final String VARIABLE = "UVM_SECURITY_CONTEXT_DIR";

  /** Name of the directory before its random part. */
  public static final String PREFIX = "security-context-";

  /** The policy's text, in base64. */
  public static final String POLICY = "security-policy-base64";

  private static final Pattern PLACE = Pattern.compile("/" + PREFIX + "[0-9a-f]{16,64}");

  public SecurityContext {
    files = java.util.Collections.unmodifiableSequencedMap(new TreeMap<>(files));
    if (mount.writable() || !PLACE.matcher(mount.destination()).matches()) {
      throw new IllegalArgumentException(
          "a security context is read-only and at /" + PREFIX + "<random>: " + mount.destination());
    }
  }

  /** {@code <variable>=<directory>}. */
  public String variable() {
    return VARIABLE + "=" + mount.destination();
  }

  static SecurityContext of(Json.Obj recorded) {
    TreeMap<String, Digest> files = new TreeMap<>();
    recorded
        .object("files")
        .members()
        .forEach((name, digest) -> files.put(name, new Digest(((Json.Str) digest).value())));
    return new SecurityContext(Placement.Bind.of(recorded.object("mount")), files);
  }

  Json.Obj json() {
    Json.ObjectBuilder named = Json.object();
    files.forEach((name, digest) -> named.put(name, digest.hex()));
    return Json.object().put("mount", mount.json()).put("files", named.build()).build();
  }
}
