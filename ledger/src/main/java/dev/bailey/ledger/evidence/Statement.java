package dev.bailey.ledger.evidence;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.note.NodeKey;
import dev.bailey.ledger.note.VerifierKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a node says of one attempt: an in-toto statement with SLSA provenance ({@code
 * docs/evidence.md}, section 4).
 */
public final class Statement {
  /** Type of the envelope's payload. */
  public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  private static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";
  private static final String BUILD_TYPE = "https://bailey.dev/job/v1";

  private Statement() {}

  /**
   * Something with a name, a digest and perhaps a place.
   *
   * @param uri where it came from, if that says anything
   */
  public record Material(String name, Optional<String> uri, Digest digest) {
    /** Without a place. */
    public static Material of(String name, Digest digest) {
      return new Material(name, Optional.empty(), digest);
    }
  }

  /** The job's log: digest of its bytes, number of lines, and whether none was left out. */
  public record Log(Digest digest, long lines, boolean complete) {}

  /** The policy in force. */
  public record Policy(String name, Digest digest, long epoch) {}

  /** An attempt's events before the statement: how many, and the digest of the last. */
  public record History(long count, Digest head) {}

  /**
   * What the workload ran on.
   *
   * @param image configuration of the image
   * @param layers the image's layers, lowest first
   * @param code the code snapshot, if the job has one
   * @param inputs by the job's own names
   * @param seccomp the profile, by its name
   */
  public record Materials(
      Material image,
      List<Digest> layers,
      Optional<Material> code,
      List<Material> inputs,
      Material seccomp,
      Digest starter) {
    public Materials {
      layers = List.copyOf(layers);
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * All facts about one attempt.
   *
   * @param spec the specification as submitted
   * @param outputs name and digest of each stored output, in the order in which they were stored
   * @param version Bailey's version
   * @param state the attempt's final state
   * @param exitCode of the workload, if it ended by itself or was ended
   */
  public record Facts(
      Subject subject,
      Json.Obj spec,
      Digest plan,
      Policy policy,
      Materials materials,
      List<Material> outputs,
      Log log,
      String version,
      Instant startedOn,
      Instant finishedOn,
      String state,
      OptionalInt exitCode,
      History history) {
    public Facts {
      outputs = List.copyOf(outputs);
    }
  }

  /** A signed statement: its envelope, and the digest for the {@code attested} event. */
  public record Signed(Json.Obj envelope, Digest payloadDigest) {}

  /** Says these facts and signs them. */
  public static Signed sign(Facts facts, NodeKey key) {
    byte[] payload = payload(facts, key.verifier()).canonical();
    return new Signed(Dsse.sign(PAYLOAD_TYPE, payload, key), Digest.of(payload));
  }

  /** The statement that a node with this key signs. */
  public static Json.Obj payload(Facts facts, VerifierKey node) {
    return Json.object()
        .put("_type", STATEMENT_TYPE)
        .put("predicate", predicate(facts, node))
        .put("predicateType", PREDICATE_TYPE)
        .put("subject", Json.array(subjects(facts)))
        .build();
  }

  private static List<Json.Obj> subjects(Facts facts) {
    List<Json.Obj> subjects = new ArrayList<>();
    for (Material output : facts.outputs()) {
      subjects.add(named(output.name(), output.digest()).build());
    }
    subjects.add(named("job.log", facts.log().digest()).build());
    return subjects;
  }

  private static Json.Obj predicate(Facts facts, VerifierKey node) {
    return Json.object()
        .put("bailey", bailey(facts))
        .put("buildDefinition", definition(facts))
        .put("runDetails", details(facts, node))
        .build();
  }

  private static Json.Obj bailey(Facts facts) {
    Json.ObjectBuilder out = Json.object().put("state", facts.state());
    facts.exitCode().ifPresent(code -> out.put("exit_code", code));
    return out.put(
            "history",
            Json.object()
                .put("count", facts.history().count())
                .put("head", facts.history().head().hex())
                .build())
        .build();
  }

  private static Json.Obj definition(Facts facts) {
    Json.Obj policy =
        Json.object()
            .put("name", facts.policy().name())
            .put("sha256", facts.policy().digest().hex())
            .put("epoch", facts.policy().epoch())
            .build();
    return Json.object()
        .put("buildType", BUILD_TYPE)
        .put(
            "externalParameters",
            Json.object()
                .put("job", facts.subject().job())
                .put("attempt", facts.subject().attempt())
                .put("spec", facts.spec())
                .build())
        .put(
            "internalParameters",
            Json.object().put("plan_sha256", facts.plan().hex()).put("policy", policy).build())
        .put("resolvedDependencies", Json.array(dependencies(facts.materials())))
        .build();
  }

  private static List<Json.Obj> dependencies(Materials from) {
    List<Json.Obj> all = new ArrayList<>();
    all.add(dependency("image", from.image()));
    for (int i = 0; i < from.layers().size(); i++) {
      all.add(named("image/layer/" + i, from.layers().get(i)).build());
    }
    from.code().ifPresent(code -> all.add(dependency("code", code)));
    for (Material input : from.inputs()) {
      all.add(dependency("input/" + input.name(), input));
    }
    all.add(dependency("seccomp/" + from.seccomp().name(), from.seccomp()));
    all.add(named("starter", from.starter()).build());
    return all;
  }

  private static Json.Obj details(Facts facts, VerifierKey node) {
    Json.Obj builder =
        Json.object()
            .put("id", "https://bailey.dev/node/" + node.id())
            .put("version", Json.object().put("bailey", facts.version()).build())
            .build();
    Json.Obj metadata =
        Json.object()
            .put("invocationId", facts.subject().toString())
            .put("startedOn", time(facts.startedOn()))
            .put("finishedOn", time(facts.finishedOn()))
            .build();
    Json.Obj annotations =
        Json.object()
            .put("lines", facts.log().lines())
            .put("complete", facts.log().complete())
            .build();
    Json.Obj log = named("job.log", facts.log().digest()).put("annotations", annotations).build();
    return Json.object()
        .put("builder", builder)
        .put("metadata", metadata)
        .put("byproducts", Json.array(List.of(log)))
        .build();
  }

  private static Json.Obj dependency(String name, Material material) {
    Json.ObjectBuilder out = named(name, material.digest());
    material.uri().ifPresent(uri -> out.put("uri", uri));
    return out.build();
  }

  private static Json.ObjectBuilder named(String name, Digest digest) {
    return Json.object()
        .put("name", name)
        .put("digest", Json.object().put("sha256", digest.hex()).build());
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
