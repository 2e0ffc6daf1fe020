package dev.bailey.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The in-toto statement, as read.
 *
 * @param subjects name to digest
 * @param dependencies name to digest
 * @param exitCode empty if the workload did not end
 */
record Statement(
    SortedMap<String, String> subjects,
    String job,
    long attempt,
    Json specification,
    String planDigest,
    DecisionStage.Policy policy,
    long epoch,
    SortedMap<String, String> dependencies,
    String builder,
    String invocation,
    String finished,
    String logDigest,
    boolean logComplete,
    long logLines,
    String state,
    List<Long> exitCode,
    long count,
    String head) {
  static final String LOG = "job.log";

  Statement {
    exitCode = List.copyOf(exitCode);
  }

  static Statement read(Json payload, List<String> problems) {
    Fields f = Fields.of(payload, "statement", problems);
    f.is("_type", "https://in-toto.io/Statement/v1");
    f.is("predicateType", "https://slsa.dev/provenance/v1");
    SortedMap<String, String> subjects = digests(f.each("subject"), false, problems);
    Fields predicate = f.fields("predicate");
    f.end();
    Fields build = predicate.fields("buildDefinition");
    Fields run = predicate.fields("runDetails");
    Fields bailey = predicate.fields("bailey");
    predicate.end();
    build.is("buildType", "https://bailey.dev/job/v1");
    Fields external = build.fields("externalParameters");
    Fields internal = build.fields("internalParameters");
    Fields policy = internal.fields("policy");
    Fields metadata = run.fields("metadata");
    metadata.time("startedOn");
    Fields history = bailey.fields("history");
    Fields log = log(run, problems);
    Fields annotations = log.fields("annotations");
    Statement statement =
        new Statement(
            subjects,
            external.text("job"),
            external.number("attempt", 1),
            external.fields("spec").json(),
            internal.digest("plan_sha256"),
            new DecisionStage.Policy(policy.text("name"), policy.digest("sha256")),
            policy.number("epoch", 1),
            digests(build.each("resolvedDependencies"), true, problems),
            builder(run.fields("builder")),
            metadata.text("invocationId"),
            metadata.time("finishedOn"),
            digest(log.fields("digest")),
            annotations.truth("complete"),
            annotations.number("lines", 0),
            bailey.text("state"),
            bailey.has("exit_code") ? List.of(bailey.number("exit_code", 0)) : List.of(),
            history.number("count", 0),
            history.digest("head"));
    List.of(build, run, bailey, external, internal, policy, metadata, history, log, annotations)
        .forEach(Fields::end);
    return statement;
  }

  private static Fields log(Fields run, List<String> problems) {
    List<Fields> byproducts = run.each("byproducts");
    if (byproducts.size() != 1) {
      problems.add("statement.byproducts is not the job's log alone");
      return Fields.of(Json.Obj.empty(), "statement.byproducts", new ArrayList<>());
    }
    byproducts.getFirst().is("name", LOG);
    return byproducts.getFirst();
  }

  private static String builder(Fields builder) {
    String id = builder.text("id");
    Fields version = builder.fields("version");
    version.text("bailey");
    version.end();
    builder.end();
    return id;
  }

  private static String digest(Fields digest) {
    String sha256 = digest.digest("sha256");
    digest.end();
    return sha256;
  }

  private static SortedMap<String, String> digests(
      List<Fields> items, boolean uri, List<String> problems) {
    TreeMap<String, String> all = new TreeMap<>();
    for (Fields item : items) {
      String name = item.text("name");
      if (uri && item.has("uri")) {
        item.text("uri");
      }
      if (all.putIfAbsent(name, digest(item.fields("digest"))) != null) {
        problems.add("statement names " + Plain.text(name) + " twice");
      }
      item.end();
    }
    return all;
  }
}
