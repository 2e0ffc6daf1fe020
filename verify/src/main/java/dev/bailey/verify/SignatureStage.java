package dev.bailey.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that one trusted key signed manifest, statement and checkpoint. */
final class SignatureStage {
  private static final String MANIFEST = "application/vnd.bailey.evidence.manifest+json";
  private static final String STATEMENT = "application/vnd.in-toto+json";

  private final List<Key> trusted;
  private final SignatureCheck check;
  private final Findings findings;

  private SignatureStage(List<Key> trusted, SignatureCheck check, Findings findings) {
    this.trusted = trusted;
    this.check = check;
    this.findings = findings;
  }

  /**
   * What the signed texts are; whether to believe them is in the findings.
   *
   * @param key the one that signed all three
   */
  record Signed(
      Optional<Key> key,
      Optional<Envelope> manifest,
      Optional<Envelope> statement,
      Optional<Checkpoint> checkpoint) {}

  static Signed check(
      EvidenceFile file, List<Key> trusted, SignatureCheck check, Findings findings) {
    return new SignatureStage(trusted, check, findings).check(file);
  }

  private Signed check(EvidenceFile file) {
    List<String> problems = new ArrayList<>();
    Optional<Envelope> manifest = Envelope.read(file.manifest(), MANIFEST, "manifest", problems);
    Optional<Envelope> statement =
        Envelope.read(file.content("statement"), STATEMENT, "statement", problems);
    Optional<Checkpoint> checkpoint = Checkpoint.parse(file.content("checkpoint"), problems);
    findings.failAll(Topic.SIGNED, problems);

    Optional<Key> byManifest = manifest.flatMap(e -> signer(e, "manifest"));
    Optional<Key> byStatement = statement.flatMap(e -> signer(e, "statement"));
    Optional<Key> key = byManifest.or(() -> byStatement);
    if (byManifest.isPresent() && byStatement.isPresent() && !same(byManifest, byStatement)) {
      findings.same(Topic.SIGNED, "statement's key", byManifest.get().id(), byStatement.get().id());
    }
    if (checkpoint.isPresent()) {
      checkpoint(checkpoint.get(), key);
    }
    if (findings.clean(Topic.SIGNED) && key.isPresent()) {
      findings.pass(Topic.SIGNED, "manifest, statement and checkpoint by " + key.get().id());
    }
    return new Signed(
        findings.clean(Topic.SIGNED) ? key : Optional.empty(), manifest, statement, checkpoint);
  }

  private static boolean same(Optional<Key> a, Optional<Key> b) {
    return a.map(Key::publicKey).equals(b.map(Key::publicKey));
  }

  private Optional<Key> signer(Envelope envelope, String what) {
    List<Key> named = trusted.stream().filter(k -> k.id().equals(envelope.keyId())).toList();
    Optional<Key> signer = named.stream().filter(k -> envelope.signedBy(k, check)).findFirst();
    if (named.isEmpty()) {
      findings.fail(
          Topic.SIGNED,
          what + ": signed with " + Plain.text(envelope.keyId()) + ", which you do not trust");
    } else if (signer.isEmpty()) {
      findings.fail(
          Topic.SIGNED, what + ": the signature is not one of " + Plain.text(envelope.keyId()));
    }
    return signer;
  }

  private void checkpoint(Checkpoint checkpoint, Optional<Key> key) {
    if (key.isEmpty()) {
      findings.fail(Topic.SIGNED, "checkpoint: there is no trusted key to check it with");
      return;
    }
    findings.same(Topic.SIGNED, "checkpoint's origin", key.get().name(), checkpoint.origin());
    Set<String> seen = new HashSet<>();
    int own = 0;
    List<String> witnesses = new ArrayList<>();
    for (Checkpoint.NoteSignature signature : checkpoint.signatures()) {
      if (!seen.add(signature.id())) {
        findings.fail(
            Topic.SIGNED, "checkpoint: " + Plain.text(signature.id()) + " signed it twice");
      } else if (signature.id().equals(key.get().id())) {
        own++;
        if (!checkpoint.signedBy(key.get(), signature, check)) {
          findings.fail(Topic.SIGNED, "checkpoint: the node's signature is not valid");
        }
      } else {
        witness(checkpoint, signature, key.get()).ifPresent(witnesses::add);
      }
    }
    if (own != 1) {
      findings.fail(Topic.SIGNED, "checkpoint: " + key.get().id() + " did not sign it");
    }
    if (witnesses.isEmpty()) {
      findings.note(
          Topic.ANCHORING, "self-attested: no witness signed checkpoint " + checkpoint.size());
    } else {
      findings.pass(
          Topic.ANCHORING,
          "checkpoint " + checkpoint.size() + " also signed by " + String.join(", ", witnesses));
    }
  }

  /** The witness that this line is of, if the auditor trusts it and it is not the node itself. */
  private Optional<String> witness(
      Checkpoint checkpoint, Checkpoint.NoteSignature signature, Key node) {
    List<Key> named = trusted.stream().filter(k -> k.id().equals(signature.id())).toList();
    if (named.isEmpty()) {
      findings.note(
          Topic.ANCHORING,
          "a signature of "
              + Plain.text(signature.id())
              + ", which you do not trust, counts for"
              + " nothing");
      return Optional.empty();
    }
    Optional<Key> signer =
        named.stream().filter(k -> checkpoint.signedBy(k, signature, check)).findFirst();
    if (signer.isEmpty()) {
      findings.fail(
          Topic.ANCHORING, "the signature of witness " + signature.id() + " is not valid");
      return Optional.empty();
    }
    if (signer.get().publicKey().equals(node.publicKey())) {
      findings.note(
          Topic.ANCHORING,
          signature.id() + " is the node's own key under another name, not a witness");
      return Optional.empty();
    }
    return Optional.of(signature.id());
  }
}
