package dev.bailey.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads plan, policy and system call filter, and checks that the texts have their digests. */
final class MaterialStage {
  private MaterialStage() {}

  /**
   * What the other stages compare with.
   *
   * @param document the policy's text
   * @param pieces digests of the signed pieces of policy that came with the job
   */
  record Material(Plan plan, DecisionStage.Policy policy, String document, List<String> pieces) {
    Material {
      pieces = List.copyOf(pieces);
    }
  }

  static Optional<Material> check(EvidenceFile file, Findings findings) {
    List<String> problems = new ArrayList<>();
    Plan plan = Plan.read(file.content("plan"), problems);
    Fields policy = Fields.of(file.content("policy"), "policy", problems);
    String name = policy.text("name");
    String digest = policy.digest("sha256");
    String document = policy.text("document");
    List<String> pieces = new ArrayList<>();
    for (String piece : policy.has("pieces") ? policy.texts("pieces") : List.<String>of()) {
      Hash.base64(piece)
          .ifPresentOrElse(
              envelope -> pieces.add(Hash.sha256(envelope)),
              () -> problems.add("policy.pieces has an item that is not base64"));
    }
    policy.end();
    Fields seccomp = Fields.of(file.content("seccomp"), "seccomp", problems);
    String profileName = seccomp.text("name");
    String profile = seccomp.text("profile");
    seccomp.end();
    if (!problems.isEmpty()) {
      findings.failAll(Topic.FILE, problems);
      return Optional.empty();
    }
    findings.same(Topic.POLICY, "digest of the document", Hash.sha256(document), digest);
    findings.same(
        Topic.WALLS, "name of the system call filter", plan.seccompProfile(), profileName);
    findings.same(
        Topic.WALLS,
        "digest of the system call filter",
        plan.seccompDigest(),
        Hash.sha256(profile));
    return Optional.of(
        new Material(plan, new DecisionStage.Policy(name, digest), document, pieces));
  }
}
