package dev.bailey.policy.law;

import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Policy;
import dev.bailey.policy.Question;
import dev.bailey.policy.enforce.DocumentEnforcer;
import dev.bailey.policy.enforce.Enforcers;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.enforce.Strictness;
import dev.bailey.policy.enforce.Terms;
import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.fragment.VisibleText;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.options.PolicyDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A policy in Rego: one module of package {@code policy}, which may refer to {@code data.framework}
 * and to {@code data.bailey}. It is compiled once for all attempts, each of which has a memory of
 * its own.
 */
public final class RegoPolicy implements Policy {
  /** Strict, and with all that there is to say: the one who asks is on this machine. */
  private static final Terms TERMS =
      Terms.of(OperatingSystem.LINUX).withStrictness(Strictness.STRICT).withMessageLength(0);

  private static final RegoPolicy HOUSE = new RegoPolicy("house", house("house.rego"));

  private final String name;
  private final String document;
  private final Enforcers enforcers = new Enforcers();

  /**
   * A policy as its owner wrote it. It is compiled when it is first needed; what cannot be compiled
   * denies everything.
   *
   * @param name for people
   * @param document its text
   */
  public RegoPolicy(String name, String document) {
    this.name = name;
    this.document = document;
  }

  /** The policy in force where its owner has not signed another. */
  public static RegoPolicy house() {
    return HOUSE;
  }

  /** Compiles it, or says why that cannot be done or why its text is not what it seems to be. */
  public Tried<DocumentEnforcer> check() {
    return VisibleText.fault(document)
        .<Tried<DocumentEnforcer>>map(Tried::failed)
        .orElseGet(() -> enforcers.documents(document, TERMS));
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
  public Enforcer enforcer(FragmentShelf fragments) {
    return new WhenAsked(fragments);
  }

  /** Makes ready with the first question, so that whoever only opens a policy need not wait. */
  private final class WhenAsked implements Enforcer {
    private final FragmentShelf fragments;
    private Optional<Enforcer> made = Optional.empty();

    private WhenAsked(FragmentShelf fragments) {
      this.fragments = fragments;
    }

    @Override
    public Decision decide(List<Question> questions) {
      if (made.isEmpty()) {
        made = Optional.of(make(fragments));
      }
      return made.get().decide(questions);
    }

    @Override
    public void undo() {
      made.ifPresent(Enforcer::undo);
    }

    @Override
    public List<String> trace(List<Question> questions) {
      if (made.isEmpty()) {
        made = Optional.of(make(fragments));
      }
      return made.get().trace(questions);
    }
  }

  private Enforcer make(FragmentShelf fragments) {
    return switch (check()) {
      case Tried.Done<DocumentEnforcer> done -> new RegoDecisions(name, done.value(), fragments);
      case Tried.Failed<DocumentEnforcer> failed ->
          questions -> unusable(questions, failed.error());
    };
  }

  private Decision unusable(List<Question> questions, String error) {
    String point = questions.isEmpty() ? "" : questions.getFirst().point().wireName();
    return new Decision.Denied(
        new Denial(name, point, "a policy that can be compiled", "", error, ""));
  }

  private static String house(String file) {
    try (InputStream in = RegoPolicy.class.getResourceAsStream("/dev/bailey/policy/" + file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
