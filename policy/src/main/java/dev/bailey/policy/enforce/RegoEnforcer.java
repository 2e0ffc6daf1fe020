package dev.bailey.policy.enforce;

import dev.bailey.policy.decision.Base64Text;
import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.TrustList;
import dev.bailey.policy.fragment.TrustedLedgers;
import dev.bailey.policy.interpreter.Compiler;
import dev.bailey.policy.interpreter.Interpreter;
import dev.bailey.policy.interpreter.Metadata;
import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Answers out of a policy, and remembers what the policy wants remembered. */
final class RegoEnforcer implements Enforcer {
  private static final String DEFAULT_MOUNTS = "defaultMounts";

  private final String encoded;
  private final Interpreter interpreter;
  private final Questions questions;
  private final Materials materials;
  private final Stdio stdio = new Stdio();
  private final ReentrantLock transaction = new ReentrantLock();

  private RegoEnforcer(String encoded, Interpreter interpreter, Terms terms) {
    this.encoded = encoded;
    this.interpreter = interpreter;
    this.questions = new Questions(interpreter, terms, Set.of());
    this.materials = new Materials(interpreter, questions);
  }

  static Tried<RegoEnforcer> of(String policy, Compiler compiler, Terms terms) {
    Interpreter interpreter = new Interpreter(compiler, Framework.with(policy), documents(terms));
    String encoded = Base64Text.encode(policy.getBytes(StandardCharsets.UTF_8));
    return interpreter
        .compile()
        .then(compiled -> interpreter.operatingSystem(terms.system().text()))
        .map(metadata -> new RegoEnforcer(encoded, interpreter, terms));
  }

  /** What policies see below {@code data} beside their memory. */
  static RegoObject documents(Terms terms) {
    return new Input()
        .put(DEFAULT_MOUNTS, terms.defaultMounts(), Mount::value)
        .put("privilegedMounts", terms.privilegedMounts(), Mount::value)
        .put("sandboxPrefix", "sandbox://")
        .put("hugePagesPrefix", "hugepages://")
        .put("plan9Prefix", "plan9://")
        .put("defaultUnprivilegedCapabilities", Texts.of(Capabilities.DEFAULT_UNPRIVILEGED))
        .put("defaultPrivilegedCapabilities", Texts.of(Capabilities.DEFAULT_PRIVILEGED))
        .document();
  }

  @Override
  public <R> Verdict<R> enforce(Request<R> request) {
    if (request.objection().isPresent()) {
      return Verdict.denied(request.objection().get());
    }
    return switch (questions.ask(request.point().text(), request.input(), request.environment())) {
      case Verdict.Denied<Results> denied -> denied.of();
      case Verdict.Allowed<Results> allowed ->
          switch (request.grant(allowed.grant(), stdio)) {
            case Tried.Done<R> done -> Verdict.allowed(done.value());
            case Tried.Failed<R> failed -> Verdict.denied(failed.error());
          };
    };
  }

  /** Asks at a point by its name, with a document that was made elsewhere. */
  Verdict<Results> ask(String point, RegoObject input) {
    return questions.ask(point, input, List.of());
  }

  @Override
  public Verdict<Permission> loadFragment(SignedFragment fragment) {
    return materials.load(fragment);
  }

  @Override
  public Verdict<Permission> loadTrustList(TrustList list) {
    return materials.load(list);
  }

  @Override
  public void extendDefaultMounts(List<Mount> mounts) {
    interpreter
        .data(DEFAULT_MOUNTS)
        .then(usual -> {
          List<Value> all = new ArrayList<>();
          ((RegoArray) usual).forEach(all::add);
          mounts.forEach(mount -> all.add(mount.value()));
          return interpreter.updateData(DEFAULT_MOUNTS, RegoArray.of(all));
        });
  }

  @Override
  public String encodedPolicy() {
    return encoded;
  }

  /** What the policy remembers now. */
  Metadata metadata() {
    return interpreter.metadata();
  }

  @Override
  public <T> Tried<T> transaction(Supplier<Tried<T>> body) {
    if (transaction.isHeldByCurrentThread() || !transaction.tryLock()) {
      return Tried.failed("nested or concurrent policy transactions are not supported");
    }
    Metadata remembered = interpreter.metadata();
    TrustedLedgers trusted = materials.trusted();
    boolean done = false;
    try {
      Tried<T> result = body.get();
      done = result instanceof Tried.Done<T>;
      return result;
    } finally {
      if (!done) {
        interpreter.restore(remembered);
        materials.restore(trusted);
      }
      transaction.unlock();
    }
  }
}
