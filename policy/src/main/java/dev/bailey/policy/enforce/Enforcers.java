package dev.bailey.policy.enforce;

import dev.bailey.policy.decision.Base64Text;
import dev.bailey.policy.interpreter.Compiler;
import dev.bailey.policy.interpreter.Tried;
import java.nio.charset.StandardCharsets;

/**
 * Makes enforcers. Those that have the same policy share what is compiled of it; safe for use by
 * many threads.
 */
public final class Enforcers {
  private final Compiler compiler = new Compiler();
  private final Compiler repeatable = Compiler.repeatable();

  /** A maker that shares nothing with others. */
  public Enforcers() {}

  /** The one that denies everything, which stands in until there is a policy. */
  public static Enforcer closedDoor() {
    return new ClosedDoor();
  }

  /**
   * An enforcer by its name.
   *
   * @param name {@code rego} or {@code open_door}; empty: what the policy asks for
   * @param policy in base64; empty if there is none
   */
  public Tried<Enforcer> create(String name, String policy, Terms terms) {
    return switch (name) {
      case "" -> policy.isEmpty() ? Tried.done(new OpenDoor()) : rego(policy, terms);
      case "open_door" ->
          policy.isEmpty()
              ? Tried.done(new OpenDoor())
              : Tried.failed("Invalid policy for open-door enforcer");
      case "rego" -> rego(policy, terms);
      default -> Tried.failed("unknown enforcer: \"" + name + "\"");
    };
  }

  /**
   * An enforcer that is asked with documents made elsewhere and knows Bailey's own points as well.
   * Its policy sees nothing but what it is asked and what it remembers.
   *
   * @param policy its text
   */
  public Tried<DocumentEnforcer> documents(String policy, Terms terms) {
    return DocumentEnforcer.of(policy, repeatable, terms);
  }

  private Tried<Enforcer> rego(String policy, Terms terms) {
    return Base64Text.decode(policy)
        .orSay("unable to decode policy from Base64 format: ")
        .then(bytes ->
            RegoEnforcer.of(new String(bytes, StandardCharsets.UTF_8), compiler, terms)
                .<Enforcer>map(enforcer -> enforcer)
                .orSay("error creating Rego policy: "));
  }
}
