package dev.bailey.policy.vectors;

import dev.bailey.policy.cose.Envelope;
import dev.bailey.policy.decision.Base64Text;
import dev.bailey.policy.enforce.Enforcers;
import dev.bailey.policy.enforce.MountRequest;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.enforce.Permission;
import dev.bailey.policy.enforce.Terms;
import dev.bailey.policy.enforce.Verdict;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.options.PolicyDigest;
import dev.bailey.policy.options.SecurityOptions;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Signed pieces that are injected into one enforcer. */
final class CoseCase {
  private static final Enforcers ENFORCERS = new Enforcers();

  private CoseCase() {}

  static void run(Args vector, Problems problems) {
    Args input = vector.inner("input");
    Terms terms = Terms.of(OperatingSystem.LINUX).withMessageLength(0);
    SecurityOptions options = new SecurityOptions(ENFORCERS, terms, Enforcers.closedDoor());
    String policy = Base64Text.encode(input.text("policy").getBytes(StandardCharsets.UTF_8));
    if (options.setPolicy("rego", policy, Optional.empty()) instanceof Tried.Failed<?> failed) {
      problems.add("load", failed.error());
      return;
    }
    int number = 0;
    for (Args step : input.each("steps", args -> args)) {
      String blob = step.text("fragment_base64");
      unpack(number + " unpack", step.inner("expect").inner("unpack"), blob, problems);
      inject(
          number++ + " inject",
          step.inner("expect").inner("inject"),
          options.inject(blob, step.text("media_type")),
          problems);
    }
    Args expect = vector.inner("expect");
    Verdict<Permission> mounted =
        options
            .enforcer()
            .enforce(
                new MountRequest.MountDevice(
                    "/run/mounts/scsi/m0", expect.text("probe_device_hash")));
    problems.same(
        "mount",
        expect.value("fragment_layer_mount_allowed_after"),
        RegoBoolean.of(mounted.isAllowed()));
  }

  private static void unpack(String where, Args expect, String blob, Problems problems) {
    if (expect.object().size() == 0) {
      return;
    }
    switch (Base64Text.decode(blob).then(Envelope::open)) {
      case Tried.Failed<Envelope> failed -> {
        if (expect.flag("ok")) {
          problems.add(where, failed.error());
        }
      }
      case Tried.Done<Envelope> done -> {
        if (!expect.flag("ok")) {
          problems.add(where, "should fail with " + expect.text("error"));
          return;
        }
        Envelope envelope = done.value();
        RegoObject got =
            RegoObject.builder()
                .put("ok", RegoBoolean.TRUE)
                .put("issuer", RegoString.of(envelope.issuer()))
                .put("feed", RegoString.of(envelope.feed()))
                .put("content_type", RegoString.of(envelope.contentType()))
                .put("num_certs", RegoNumber.of(envelope.chain().size()))
                .put("num_receipts", RegoNumber.of(envelope.receipts().size()))
                .put(
                    "payload_sha256",
                    RegoString.of(PolicyDigest.sha256(envelope.payload().toArray())))
                .build();
        problems.same(where, expect.object(), got);
      }
    }
  }

  private static void inject(
      String where, Args expect, Verdict<Permission> verdict, Problems problems) {
    problems.same(where, expect.value("allowed"), RegoBoolean.of(verdict.isAllowed()));
    if (!(verdict instanceof Verdict.Denied<Permission> denied)) {
      return;
    }
    if (expect.has("decision")) {
      problems.same(where, wanted(expect), got(denied));
    } else if (!expect.text("error").contains("COSE validation")
        && !expect.text("error").contains("crashes")) {
      problems.error(where, expect.text("error"), denied.message());
    }
  }

  private static RegoObject wanted(Args expect) {
    return withoutEngineTexts(expect.inner("decision").object());
  }

  private static RegoObject got(Verdict.Denied<Permission> denied) {
    return denied
        .decision()
        .map(decision -> withoutEngineTexts(decision.document()))
        .orElse(RegoObject.EMPTY);
  }

  private static RegoObject withoutEngineTexts(RegoObject decision) {
    RegoObject form = DecisionForm.of(decision);
    RegoString key = RegoString.of("policyError");
    return form.get(key) instanceof RegoString text && Problems.ofEngine(text.text())
        ? form.put(key, RegoString.of("an error of the engine"))
        : form;
  }
}
