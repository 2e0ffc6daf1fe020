package dev.bailey.verify;

import static dev.bailey.verify.Js.at;
import static dev.bailey.verify.Js.item;
import static dev.bailey.verify.Js.list;
import static dev.bailey.verify.Js.obj;
import static dev.bailey.verify.Lie.lie;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lies in the statement, the checkpoint, the proofs and the manifest. */
class StatementForgeryTest {
  @ParameterizedTest
  @MethodSource({"statements", "signatures"})
  void isFound(Lie lie) {
    lie.mustBeFound();
  }

  private static Lie says(
      String name, String title, String says, Consumer<Map<String, Object>> edit) {
    return lie(name, title, says, f -> f.statement = edit);
  }

  static Stream<Lie> statements() {
    String s = "statement";
    String[] build = {"predicate", "buildDefinition"};
    return Stream.of(
        says(
            "another job",
            s,
            "job",
            m -> at(m, "predicate", "buildDefinition", "externalParameters").put("job", "other")),
        says(
            "another invocation",
            s,
            "invocation",
            m -> at(m, "predicate", "runDetails", "metadata").put("invocationId", "other/1")),
        says(
            "another plan",
            s,
            "plan",
            m ->
                at(m, "predicate", "buildDefinition", "internalParameters")
                    .put("plan_sha256", "a".repeat(64))),
        says(
            "another builder",
            s,
            "builder",
            m ->
                at(m, "predicate", "runDetails", "builder")
                    .put("id", "https://bailey.dev/node/x+1")),
        says(
            "another policy",
            s,
            "policy",
            m ->
                at(m, "predicate", "buildDefinition", "internalParameters", "policy")
                    .put("sha256", "a".repeat(64))),
        says(
            "another state",
            s,
            "final state",
            m -> at(m, "predicate", "bailey").put("state", "failed")),
        says(
            "success with exit code 1",
            s,
            "exit code",
            m -> at(m, "predicate", "bailey").put("exit_code", 1)),
        says(
            "success without exit code",
            s,
            "exit code",
            m -> at(m, "predicate", "bailey").remove("exit_code")),
        says(
            "another specification",
            s,
            "specification",
            m ->
                at(m, "predicate", "buildDefinition", "externalParameters")
                    .put("spec", Samples.named("other", "a".repeat(64)))),
        says(
            "another history count",
            s,
            "events before it",
            m -> at(m, "predicate", "bailey", "history").put("count", 3)),
        says(
            "another history head",
            s,
            "head",
            m -> at(m, "predicate", "bailey", "history").put("head", "a".repeat(64))),
        says(
            "another output digest",
            "outputs",
            "model.safetensors",
            m -> at(item(list(m, "subject"), 0), "digest").put("sha256", "a".repeat(64))),
        says("output left out", "outputs", "found nothing", m -> list(m, "subject").removeFirst()),
        says(
            "output added",
            "outputs",
            "never stored",
            m -> list(m, "subject").addFirst(Samples.named("extra", "a".repeat(64)))),
        says(
            "output named twice",
            s,
            "twice",
            m -> list(m, "subject").addFirst(Samples.named("model.safetensors", "a".repeat(64)))),
        says(
            "another log",
            "outputs",
            "job.log",
            m -> at(item(list(m, "subject"), 2), "digest").put("sha256", "a".repeat(64))),
        says(
            "another image",
            "image",
            "image",
            m ->
                at(item(list(at(m, build), "resolvedDependencies"), 0), "digest")
                    .put("sha256", "a".repeat(64))),
        says(
            "another layer",
            "image",
            "image/layer/1",
            m ->
                at(item(list(at(m, build), "resolvedDependencies"), 2), "digest")
                    .put("sha256", "a".repeat(64))),
        says(
            "layer added",
            "image",
            "not in the plan",
            m ->
                list(at(m, build), "resolvedDependencies")
                    .add(Samples.named("image/layer/3", "a".repeat(64)))),
        says(
            "code left out",
            "inputs",
            "code",
            m -> list(at(m, build), "resolvedDependencies").remove(4)),
        says(
            "another input",
            "inputs",
            "input/data",
            m ->
                at(item(list(at(m, build), "resolvedDependencies"), 5), "digest")
                    .put("sha256", "a".repeat(64))),
        says(
            "another starter",
            s,
            "starter",
            m ->
                at(item(list(at(m, build), "resolvedDependencies"), 7), "digest")
                    .put("sha256", "a".repeat(64))),
        says("unknown member", s, "is unknown", m -> m.put("extra", 1)),
        says("another predicate type", s, "predicateType", m -> m.put("predicateType", "x")),
        lie(
            "failed job as success",
            s,
            "final state",
            f -> {
              f.body(13).put("to", "failed");
              f.body(15).put("state", "failed");
            }),
        lie("exit code hidden", s, "exit code", f -> f.body(8).put("detail", obj("exit_code", 3))),
        lie(
            "statement not the recorded one",
            s,
            "digest recorded",
            f -> f.body(14).put("statement_sha256", "a".repeat(64))),
        lie(
            "declared output missing",
            "outputs",
            "is missing",
            f -> {
              list(f.plan, "outputs").add("report.pdf");
              f.events = Samples.good(f.signer).events;
            }));
  }

  static Stream<Lie> signatures() {
    return Stream.of(
        lie("wrong payload type", "signed", "payloadType", f -> f.statementType = "text/plain"),
        lie(
            "another signature",
            "signed",
            "not one of",
            f -> f.statementSignature = s -> new Signer("node", 5).sign(new byte[3])),
        lie(
            "signature with S + L",
            "signed",
            "not one of",
            f -> f.statementSignature = StatementForgeryTest::plusOrder),
        lie(
            "short signature",
            "signed",
            "not one of",
            f -> f.statementSignature = s -> new byte[63]),
        lie(
            "other origin",
            "signed",
            "origin",
            f -> f.checkpoint = c -> resigned(f, c.replaceFirst("node\n", "door\n"))),
        lie(
            "checkpoint unsigned",
            "signed",
            "not a signed note",
            f -> f.checkpoint = c -> c.substring(0, c.indexOf("—"))),
        lie(
            "checkpoint signed twice",
            "signed",
            "twice",
            f -> f.checkpoint = c -> c + c.substring(c.indexOf("—"))),
        lie(
            "checkpoint with a further line",
            "signed",
            "not a signed note",
            f -> f.checkpoint = c -> c.replaceFirst("\n\n", "\nmore\n\n")),
        lie(
            "size with a zero in front",
            "signed",
            "tree size",
            f -> f.checkpoint = c -> c.replaceFirst("\n57\n", "\n057\n")),
        lie(
            "another tree",
            "log",
            "does not lead",
            f ->
                f.checkpoint = c -> resigned(f, "node\n57\n" + Hash.base64(new byte[32]) + "\n\n")),
        lie(
            "another tree size",
            "file",
            "another checkpoint",
            f -> f.checkpoint = c -> resigned(f, c.replaceFirst("\n57\n", "\n58\n"))),
        lie(
            "index beyond the tree",
            "log",
            "beyond the tree",
            f -> f.entries = e -> e.get(15).put("index", 57)),
        lie(
            "index of another leaf",
            "log",
            "does not lead",
            f -> f.entries = e -> e.get(15).put("index", 48)),
        lie(
            "indexes that fall",
            "log",
            "not after",
            f -> f.entries = e -> e.get(3).put("index", 5)),
        lie(
            "proof too short",
            "log",
            "does not lead",
            f -> f.entries = e -> list(e.get(3), "proof").removeLast()),
        lie(
            "proof too long",
            "log",
            "does not lead",
            f -> f.entries = e -> list(e.get(3), "proof").add(Hash.base64(new byte[32]))),
        lie(
            "proof of another leaf",
            "log",
            "does not lead",
            f -> f.entries = e -> e.get(3).put("proof", e.get(4).get("proof"))),
        lie(
            "proof of no base64",
            "log",
            "does not lead",
            f -> f.entries = e -> list(e.get(3), "proof").set(0, "%")),
        lie(
            "manifest of another job",
            "decisions",
            "job",
            f -> f.manifest = m -> m.put("job", "other")),
        lie(
            "manifest with another digest",
            "file",
            "not the one of the manifest",
            f -> f.manifest = m -> item(list(m, "parts"), 2).put("sha256", "a".repeat(64))),
        lie(
            "manifest without a part",
            "file",
            "5 parts",
            f -> f.manifest = m -> list(m, "parts").removeLast()),
        lie(
            "manifest with an unknown member",
            "file",
            "is unknown",
            f -> f.manifest = m -> m.put("extra", 1)));
  }

  private static String resigned(Forge f, String note) {
    String text = note.substring(0, note.indexOf("\n\n") + 1);
    return text + "\n" + f.signer.noteLine(text);
  }

  /** The other encoding of the same signature, which a lenient verifier would take. */
  private static byte[] plusOrder(byte[] signature) {
    byte[] order =
        java.util.HexFormat.of()
            .parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    byte[] changed = signature.clone();
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      int sum = (changed[32 + i] & 0xff) + (order[i] & 0xff) + carry;
      changed[32 + i] = (byte) sum;
      carry = sum >> 8;
    }
    return changed;
  }
}
