package dev.bailey.ledger.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.ledger.log.FileLedger;
import dev.bailey.ledger.log.Ledgers;
import dev.bailey.ledger.note.Base64Text;
import dev.bailey.ledger.note.Checkpoint;
import dev.bailey.ledger.note.NodeKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceWriterTest {
  private static final Subject ONE = new Subject("job-1", 1);
  private static final Digest D = Digest.of(new byte[] {1});

  @TempDir Path folder;

  /** The example of the DSSE v1 protocol description. */
  @Test
  void preAuthenticationEncoding() {
    byte[] encoded =
        Dsse.preAuthentication(
            "http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.UTF_8));
    assertThat(new String(encoded, StandardCharsets.UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void theStatementHasExactlyTheDocumentedForm() {
    NodeKey key = Ledgers.key(folder);
    String d = "{\"sha256\":\"" + D.hex() + "\"}";
    String expected =
        "{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":{\"bailey\":{\"exit_code\":0,"
            + "\"history\":{\"count\":7,\"head\":\""
            + D.hex()
            + "\"},\"state\":\"succeeded\"},"
            + "\"buildDefinition\":{\"buildType\":\"https://bailey.dev/job/v1\","
            + "\"externalParameters\":{\"attempt\":1,\"job\":\"job-1\",\"spec\":{\"name\":\"x\"}},"
            + "\"internalParameters\":{\"plan_sha256\":\""
            + D.hex()
            + "\",\"policy\":{\"epoch\":1,"
            + "\"name\":\"house\",\"sha256\":\""
            + D.hex()
            + "\"}},\"resolvedDependencies\":["
            + "{\"digest\":"
            + d
            + ",\"name\":\"image\",\"uri\":\"localhost/img\"},"
            + "{\"digest\":"
            + d
            + ",\"name\":\"image/layer/0\"},"
            + "{\"digest\":"
            + d
            + ",\"name\":\"code\"},"
            + "{\"digest\":"
            + d
            + ",\"name\":\"input/data\"},"
            + "{\"digest\":"
            + d
            + ",\"name\":\"seccomp/ml\"},"
            + "{\"digest\":"
            + d
            + ",\"name\":\"starter\"}]},"
            + "\"runDetails\":{\"builder\":{\"id\":\"https://bailey.dev/node/"
            + key.verifier().id()
            + "\",\"version\":{\"bailey\":\"0.1.0\"}},\"byproducts\":["
            + "{\"annotations\":{\"complete\":true,\"lines\":12},\"digest\":"
            + d
            + ",\"name\":\"job.log\"}],\"metadata\":{\"finishedOn\":\"2026-11-01T00:00:01.500Z\","
            + "\"invocationId\":\"job-1/1\",\"startedOn\":\"2026-11-01T00:00:00Z\"}}},"
            + "\"predicateType\":\"https://slsa.dev/provenance/v1\",\"subject\":["
            + "{\"digest\":"
            + d
            + ",\"name\":\"model\"},{\"digest\":"
            + d
            + ",\"name\":\"job.log\"}]}";
    assertThat(CanonicalJson.text(Statement.payload(facts(), key.verifier()))).isEqualTo(expected);
    Statement.Signed signed = Statement.sign(facts(), key);
    assertThat(signed.payloadDigest())
        .isEqualTo(Digest.of(expected.getBytes(StandardCharsets.UTF_8)));
    assertSigned(signed.envelope(), key, "application/vnd.in-toto+json");
  }

  private static Statement.Facts facts() {
    return new Statement.Facts(
        ONE,
        Json.object().put("name", "x").build(),
        D,
        new Statement.Policy("house", D, 1),
        new Statement.Materials(
            new Statement.Material("image", Optional.of("localhost/img"), D),
            List.of(D),
            Optional.of(Statement.Material.of("code", D)),
            List.of(Statement.Material.of("data", D)),
            Statement.Material.of("ml", D),
            D),
        List.of(Statement.Material.of("model", D)),
        new Statement.Log(D, 12, true),
        "0.1.0",
        Instant.parse("2026-11-01T00:00:00Z"),
        Instant.parse("2026-11-01T00:00:01.5009Z"),
        "succeeded",
        OptionalInt.of(0),
        new Statement.History(7, D));
  }

  private static byte[] assertSigned(Json.Obj envelope, NodeKey key, String type) {
    Json.Obj signature = (Json.Obj) envelope.array("signatures").getFirst();
    byte[] payload = Base64Text.parse(envelope.text("payload").orElseThrow()).orElseThrow();
    byte[] sig = Base64Text.parse(signature.text("sig").orElseThrow()).orElseThrow();
    assertThat(envelope.text("payloadType")).contains(type);
    assertThat(signature.text("keyid")).contains(key.verifier().id());
    assertThat(key.verifier().verifies(Dsse.preAuthentication(type, payload), sig)).isTrue();
    return payload;
  }

  @Test
  void theFileIsBoundByItsManifest() throws IOException {
    NodeKey key = Ledgers.key(folder);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FileLedger ledger = Ledgers.open(folder.resolve("ledger"), key)) {
      Ledgers.append(ledger, Subject.NODE, 0);
      Ledgers.attempt(ledger, ONE, 9);
      assertThat(new EvidenceWriter(ledger, key).write(ONE, parts(key), out))
          .isEqualTo(new EvidenceWriter.Written.Complete(out.size()));
    }
    String[] lines = out.toString(StandardCharsets.UTF_8).split("\n", -1);
    assertThat(lines).hasSize(9);
    assertThat(lines[0]).isEqualTo("{\"bailey_evidence\":1}");
    assertThat(lines[8]).isEmpty();
    for (int i = 0; i < 8; i++) {
      assertThat(CanonicalJson.text(json(lines[i]))).isEqualTo(lines[i]);
    }
    byte[] payload =
        assertSigned(json(lines[7]).object("manifest"), key, EvidenceWriter.MANIFEST_TYPE);
    Json.Obj manifest = json(new String(payload, StandardCharsets.UTF_8));
    List<Json> listed = manifest.array("parts");
    List<String> names = List.of("plan", "policy", "seccomp", "statement", "events", "checkpoint");
    for (int i = 0; i < 6; i++) {
      byte[] line = lines[i + 1].getBytes(StandardCharsets.UTF_8);
      assertThat(listed.get(i))
          .isEqualTo(
              Json.object()
                  .put("name", names.get(i))
                  .put("sha256", Digest.of(line).hex())
                  .put("size", line.length)
                  .build());
      assertThat(json(lines[i + 1]).text("part")).contains(names.get(i));
    }
    assertThat(json(lines[5]).array("content")).hasSize(10);
    Checkpoint checkpoint =
        Checkpoint.parse(json(lines[6]).text("content").orElseThrow(), key.verifier())
            .orElseThrow();
    assertThat(manifest.object("log").whole("size")).contains(checkpoint.size());
    assertThat(checkpoint.size()).isEqualTo(11);
  }

  @Test
  void anOpenOrUnknownAttemptHasNoEvidence() throws IOException {
    NodeKey key = Ledgers.key(folder);
    try (FileLedger ledger = Ledgers.open(folder.resolve("ledger"), key)) {
      Ledgers.append(ledger, ONE, 0);
      for (Subject subject : List.of(ONE, new Subject("job-2", 1))) {
        assertThat(
                new EvidenceWriter(ledger, key)
                    .write(subject, parts(key), OutputStream.nullOutputStream()))
            .isInstanceOf(EvidenceWriter.Written.Refused.class);
      }
    }
  }

  @Test
  void linesHaveALimit() throws IOException, LineOutput.TooLarge {
    LineOutput lines = new LineOutput(OutputStream.nullOutputStream());
    String megabyte = "x".repeat(1 << 20);
    for (int i = 0; i < 64; i++) {
      lines.write(megabyte);
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> lines.write("x"))
        .isInstanceOf(LineOutput.TooLarge.class);
    assertThat(lines.endLine().size()).isEqualTo(LineOutput.MAX_LINE_BYTES);
  }

  private static EvidenceWriter.Parts parts(NodeKey key) {
    return new EvidenceWriter.Parts(
        Json.object().put("job_name", "x").build(),
        "house",
        "allow \u00e4\n",
        List.of(),
        "ml",
        "{}",
        Statement.sign(facts(), key).envelope(),
        List.of());
  }

  private static Json.Obj json(String text) {
    return (Json.Obj) ((JsonReader.Result.Value) JsonReader.read(text)).json();
  }
}
