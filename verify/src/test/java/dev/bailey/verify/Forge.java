package dev.bailey.verify;

import static dev.bailey.verify.Js.arr;
import static dev.bailey.verify.Js.obj;
import static dev.bailey.verify.Js.utf8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Writes evidence files by the document, with everything open to forgery: what is not set by hand
 * is computed so that the file is consistent, and signed.
 */
final class Forge {
  static final int TREE = 57;

  final Signer signer;
  String job = "digits-7f3k";
  long attempt = 1;
  Map<String, Object> plan = Samples.plan();
  Map<String, Object> policy = Samples.policy();
  Map<String, Object> seccomp = obj("name", "bailey-default", "profile", Samples.PROFILE);
  List<Map<String, Object>> events = new ArrayList<>();
  List<Map<String, Object>> glass = new ArrayList<>();
  Consumer<Map<String, Object>> statement = s -> {};
  Consumer<List<Map<String, Object>>> entries = e -> {};
  UnaryOperator<String> checkpoint = c -> c;
  Consumer<Map<String, Object>> manifest = m -> {};
  UnaryOperator<byte[]> statementSignature = s -> s;
  String statementType = "application/vnd.in-toto+json";
  private String statementEnvelope = "";

  Forge(Signer signer) {
    this.signer = signer;
  }

  Map<String, Object> body(int event) {
    return Js.at(events.get(event), "body");
  }

  void add(int at, String type, Map<String, Object> body) {
    events.add(at, obj("type", type, "body", body, "frame", obj()));
  }

  void add(String type, Map<String, Object> body) {
    add(events.size(), type, body);
  }

  byte[] build() {
    List<Map<String, Object>> written = new ArrayList<>();
    String prev = "0".repeat(64);
    for (int seq = 0; seq < events.size(); seq++) {
      Map<String, Object> event = write(events.get(seq), seq, prev);
      prev = Js.sha(event);
      written.add(event);
    }
    int own = written.size();
    written.addAll(glass);
    Log log = new Log(written);
    List<Map<String, Object>> all = new ArrayList<>();
    List<Map<String, Object>> broken = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      (i < own ? all : broken)
          .add(obj("index", log.index(i), "event", written.get(i), "proof", log.proof(i)));
    }
    entries.accept(all);
    String text = signer.name + "\n" + TREE + "\n" + log.root() + "\n";
    String note = checkpoint.apply(text + "\n" + signer.noteLine(text));
    List<String> lines = new ArrayList<>();
    lines.add(part("plan", Js.text(plan)));
    lines.add(part("policy", Js.text(policy)));
    lines.add(part("seccomp", Js.text(seccomp)));
    lines.add(part("statement", statementEnvelope));
    lines.add(part("events", Js.text(all)));
    if (!broken.isEmpty()) {
      lines.add(part("glass", Js.text(broken)));
    }
    lines.add(part("checkpoint", Js.text(note)));
    return finish(lines, log.root());
  }

  private byte[] finish(List<String> lines, String root) {
    List<String> names =
        new ArrayList<>(List.of("plan", "policy", "seccomp", "statement", "events", "checkpoint"));
    if (!glass.isEmpty()) {
      names.add(5, "glass");
    }
    List<Object> parts = arr();
    for (int i = 0; i < lines.size(); i++) {
      byte[] line = utf8(lines.get(i));
      parts.add(obj("name", names.get(i), "sha256", Js.sha(line), "size", line.length));
    }
    Map<String, Object> payload =
        obj(
            "job",
            job,
            "attempt",
            attempt,
            "parts",
            parts,
            "log",
            obj("origin", signer.name, "size", TREE, "root", root));
    manifest.accept(payload);
    String envelope =
        envelope("application/vnd.bailey.evidence.manifest+json", utf8(Js.text(payload)), s -> s);
    return utf8(
        "{\"bailey_evidence\":1}\n"
            + String.join("\n", lines)
            + "\n{\"manifest\":"
            + envelope
            + "}\n");
  }

  private static String part(String name, String content) {
    return "{\"content\":" + content + ",\"part\":\"" + name + "\"}";
  }

  private String envelope(String type, byte[] payload, UnaryOperator<byte[]> edit) {
    byte[] head = utf8("DSSEv1 " + type.length() + " " + type + " " + payload.length + " ");
    byte[] message = new byte[head.length + payload.length];
    System.arraycopy(head, 0, message, 0, head.length);
    System.arraycopy(payload, 0, message, head.length, payload.length);
    Base64.Encoder base64 = Base64.getEncoder();
    return Js.text(
        obj(
            "payload",
            base64.encodeToString(payload),
            "payloadType",
            type,
            "signatures",
            arr(
                obj(
                    "keyid",
                    signer.id(),
                    "sig",
                    base64.encodeToString(edit.apply(signer.sign(message)))))));
  }

  private Map<String, Object> write(Map<String, Object> event, long seq, String prev) {
    String type = Js.str(event, "type");
    Map<String, Object> body = Js.copy(Js.at(event, "body"));
    switch (type) {
      case "decision" -> {
        if (body.get("action") instanceof Map<?, ?> action) {
          body.putIfAbsent("action_sha256", Js.sha(action));
          if (Boolean.TRUE.equals(body.get("allowed"))) {
            body.putIfAbsent("narrowed_sha256", Js.sha(action));
          }
        }
      }
      case "attested" -> {
        Map<String, Object> payload = Samples.statement(this, seq, prev);
        statement.accept(payload);
        byte[] bytes = utf8(Js.text(payload));
        statementEnvelope = envelope(statementType, bytes, statementSignature);
        body.putIfAbsent("statement_sha256", Js.sha(bytes));
      }
      case "attempt_closed" -> {
        body.putIfAbsent("count", seq);
        body.putIfAbsent("head", prev);
        body.putIfAbsent("state", "succeeded");
      }
      default -> {}
    }
    Map<String, Object> written =
        obj(
            "v",
            1,
            "type",
            type,
            "time",
            "2026-11-23T14:02:" + (10 + seq) + ".5Z",
            "job",
            job,
            "attempt",
            attempt,
            "seq",
            seq,
            "prev",
            prev,
            "epoch",
            1,
            "body",
            body);
    written.putAll(Js.at(event, "frame"));
    return written;
  }
}
