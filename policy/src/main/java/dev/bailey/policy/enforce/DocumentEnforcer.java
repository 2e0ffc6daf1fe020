package dev.bailey.policy.enforce;

import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.SignedPiece;
import dev.bailey.policy.fragment.TrustList;
import dev.bailey.policy.fragment.TrustedLedgers;
import dev.bailey.policy.interpreter.AddedModule;
import dev.bailey.policy.interpreter.Compiler;
import dev.bailey.policy.interpreter.Interpreter;
import dev.bailey.policy.interpreter.Metadata;
import dev.bailey.policy.interpreter.ModuleText;
import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.Policy;
import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.value.RegoObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A policy that is asked with documents made elsewhere, at the points of the framework and at
 * Bailey's own. Questions that belong together are all allowed, or nothing has happened.
 *
 * <p>It has no way to extend the default mounts, as {@link Enforcer#extendDefaultMounts} does, and
 * begins with none. In a confidential machine the list of mounts comes from a host that nobody
 * trusts; it contains what the guest's runtime adds, so the policy must be told that these are
 * usual. Here the list is made of what a job brings alone. What the container engine adds by itself
 * ({@code /proc}, {@code /dev}, {@code /etc/hosts} and the like) is in no question: the read-back
 * compares it with a fixed list before the workload's first instruction. Default mounts could
 * therefore only let a job bring something to such a place.
 */
public final class DocumentEnforcer {
  private static final Set<String> OWN_POINTS =
      Set.of(
          "submit_job",
          "pull_image",
          "attach_device",
          "release_secret",
          "open_egress",
          "publish_port",
          "store_output",
          "read_output",
          "read_log",
          "delete_job",
          "change_policy",
          "change_secret",
          "break_glass");

  private final Interpreter interpreter;
  private final Questions questions;
  private final Materials materials;
  private Moment last;

  private DocumentEnforcer(Interpreter interpreter, Terms terms) {
    this.interpreter = interpreter;
    this.questions = new Questions(interpreter, terms, OWN_POINTS);
    this.materials = new Materials(interpreter, questions);
    this.last = now();
  }

  private record Moment(Interpreter.Moment memory, TrustedLedgers ledgers) {}

  private Moment now() {
    return new Moment(interpreter.now(), materials.trusted());
  }

  private void rollBack(Moment earlier) {
    interpreter.rollBack(earlier.memory());
    materials.restore(earlier.ledgers());
  }

  /** Forgets what was asked or loaded last, if that changed anything. */
  public synchronized void undo() {
    rollBack(last);
  }

  static Tried<DocumentEnforcer> of(String policy, Compiler compiler, Terms terms) {
    Interpreter interpreter =
        new Interpreter(compiler, Framework.withOwnPoints(policy), RegoEnforcer.documents(terms));
    return interpreter
        .compile()
        .then(compiled -> interpreter.operatingSystem(terms.system().text()))
        .map(metadata -> new DocumentEnforcer(interpreter, terms));
  }

  /**
   * One question.
   *
   * @param point the name of its rule
   * @param environment what of the input is an environment, whose values are secrets
   */
  public record Asked(String point, RegoObject input, List<String> environment) {
    public Asked {
      environment = List.copyOf(environment);
    }
  }

  /** What was answered to questions that belong together. */
  public sealed interface Answered {
    /** Yes to all, with what each may have of what was asked. */
    record Allowed(List<ProcessGrant> grants) implements Answered {
      public Allowed {
        grants = List.copyOf(grants);
      }
    }

    /** No to one, and so to all. */
    record Denied(Asked question, Verdict.Denied<ProcessGrant> verdict) implements Answered {}
  }

  /** Asks questions that belong together, in order. */
  public synchronized Answered ask(List<Asked> all) {
    last = now();
    List<ProcessGrant> grants = new ArrayList<>(all.size());
    for (Asked one : all) {
      switch (ask(one)) {
        case Verdict.Allowed<ProcessGrant> allowed -> grants.add(allowed.grant());
        case Verdict.Denied<ProcessGrant> denied -> {
          rollBack(last);
          return new Answered.Denied(one, denied);
        }
      }
    }
    return new Answered.Allowed(grants);
  }

  /**
   * Asks the same, and lets somebody watch how the first no comes about. Nothing is remembered.
   *
   * @param eyes gives who watches the evaluation that ends in this no
   */
  public synchronized void watch(List<Asked> all, Function<Answered.Denied, Watcher> eyes) {
    Interpreter.Moment before = interpreter.now();
    for (Asked one : all) {
      Interpreter.Moment asked = interpreter.now();
      if (ask(one) instanceof Verdict.Denied<ProcessGrant> denied) {
        interpreter.rollBack(asked);
        interpreter.watch(
            "data.policy." + one.point(),
            one.input(),
            eyes.apply(new Answered.Denied(one, denied)));
        break;
      }
    }
    interpreter.rollBack(before);
  }

  private Verdict<ProcessGrant> ask(Asked one) {
    return switch (questions.ask(one.point(), one.input(), one.environment())) {
      case Verdict.Denied<Results> denied -> denied.of();
      case Verdict.Allowed<Results> allowed ->
          switch (grant(one, allowed.grant())) {
            case Tried.Done<ProcessGrant> done -> Verdict.allowed(done.value());
            case Tried.Failed<ProcessGrant> failed -> Verdict.denied(failed.error());
          };
    };
  }

  private static Tried<ProcessGrant> grant(Asked one, Results results) {
    return Narrowing.environment(results, Texts.of(one.environment()))
        .then(environment ->
            Narrowing.capabilities(results, Capabilities.of(one.input()))
                .map(capabilities ->
                    new ProcessGrant(
                        environment,
                        capabilities,
                        results.bool("allow_stdio_access").orNothing().orElse(false))));
  }

  /** Takes in what another has signed, if the policy wants it; if not, nothing has happened. */
  public synchronized Verdict<Permission> load(SignedPiece piece) {
    last = now();
    Verdict<Permission> verdict =
        switch (piece) {
          case SignedFragment fragment -> materials.load(fragment);
          case TrustList list -> materials.load(list);
        };
    if (!verdict.isAllowed()) {
      rollBack(last);
    }
    return verdict;
  }

  /** The policy with all that it may refer to, what it remembers now, and tests of it. */
  public synchronized Tried<Policy> withTests(List<ModuleText> tests) {
    return interpreter.withTests(tests);
  }

  /** All that its answers depend on, beside the policy itself. */
  public record State(Metadata metadata, List<AddedModule> modules, TrustedLedgers ledgers) {
    public State {
      modules = List.copyOf(modules);
    }
  }

  /** How things are now. */
  public synchronized State state() {
    return new State(interpreter.metadata(), interpreter.addedModules(), materials.trusted());
  }
}
