package dev.bailey.policy.law;

import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Policy;
import dev.bailey.policy.enforce.DocumentEnforcer;
import dev.bailey.policy.enforce.Enforcers;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.enforce.Strictness;
import dev.bailey.policy.enforce.Terms;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.options.PolicyDigest;
import java.nio.charset.StandardCharsets;

/** A policy in Rego, compiled once for all attempts, each of which has a memory of its own. */
public final class RegoPolicy implements Policy {
  /** Strict, and with all that there is to say: the one who asks is on this machine. */
  private static final Terms TERMS =
      Terms.of(OperatingSystem.LINUX).withStrictness(Strictness.STRICT).withMessageLength(0);

  private final String name;
  private final String document;
  private final Enforcers enforcers;

  private RegoPolicy(String name, String document, Enforcers enforcers) {
    this.name = name;
    this.document = document;
    this.enforcers = enforcers;
  }

  /**
   * A policy, if it can be compiled.
   *
   * @param name for people
   * @param document its text
   */
  public static Tried<RegoPolicy> of(String name, String document) {
    RegoPolicy policy = new RegoPolicy(name, document, new Enforcers());
    return policy.make().map(enforcer -> policy);
  }

  private Tried<DocumentEnforcer> make() {
    return enforcers.documents(document, TERMS);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String document() {
    return document;
  }

  @Override
  public String digest() {
    return PolicyDigest.sha256(document.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Enforcer enforcer() {
    return switch (make()) {
      case Tried.Done<DocumentEnforcer> done -> new RegoDecisions(name, done.value());
      case Tried.Failed<DocumentEnforcer> failed ->
          throw new IllegalStateException("a policy that compiled does not: " + failed.error());
    };
  }
}
