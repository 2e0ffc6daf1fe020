package dev.bailey.policy.vectors;

import dev.bailey.policy.enforce.Capabilities;
import dev.bailey.policy.enforce.Enforcer;
import dev.bailey.policy.enforce.Enforcers;
import dev.bailey.policy.enforce.Inside;
import dev.bailey.policy.enforce.Mount;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.enforce.ProcessGrant;
import dev.bailey.policy.enforce.Terms;
import dev.bailey.policy.enforce.Texts;
import dev.bailey.policy.enforce.Verdict;
import dev.bailey.policy.fragment.LedgerKey;
import dev.bailey.policy.fragment.Receipt;
import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.TrustList;
import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One enforcer and the steps that it is taken through. */
final class EnforcerCase {
  private static final Enforcers ENFORCERS = new Enforcers();

  private final boolean linux;
  private final Enforcer enforcer;
  private final Problems problems;

  private EnforcerCase(boolean linux, Enforcer enforcer, Problems problems) {
    this.linux = linux;
    this.enforcer = enforcer;
    this.problems = problems;
  }

  static Tried<Enforcer> enforcer(Args vector) {
    boolean linux = vector.text("os").equals("linux");
    Terms terms =
        Terms.of(linux ? OperatingSystem.LINUX : OperatingSystem.WINDOWS)
            .withMessageLength((int) vector.number("max_error_message_length").orElse(0));
    if (vector.text("default_mounts").equals("none")) {
      terms = terms.withMounts(List.of(), List.of());
    }
    String name = vector.text("enforcer");
    String policy =
        Base64.getEncoder().encodeToString(vector.text("policy").getBytes(StandardCharsets.UTF_8));
    return switch (name) {
      case "closed_door" -> Tried.done(Enforcers.closedDoor());
      case "auto" -> ENFORCERS.create("", policy, terms);
      case "" -> ENFORCERS.create("rego", policy, terms);
      default -> ENFORCERS.create(name, policy, terms);
    };
  }

  static void run(Args vector, Problems problems) {
    Args load = vector.inner("load");
    switch (enforcer(vector)) {
      case Tried.Failed<Enforcer> failed -> {
        if (load.flag("ok")) {
          problems.add("load", failed.error());
        } else {
          problems.error("load", load.text("error"), failed.error());
        }
      }
      case Tried.Done<Enforcer> done -> {
        if (load.flag("ok")) {
          EnforcerCase run =
              new EnforcerCase(vector.text("os").equals("linux"), done.value(), problems);
          run.steps("", vector);
        } else if (!load.text("error").contains("rego_type_error: undefined ref")) {
          problems.add("load", "should fail with " + load.text("error"));
        }
      }
    }
  }

  private void steps(String prefix, Args holder) {
    int number = 0;
    for (Args step : holder.each("steps", args -> args)) {
      step(prefix + number++ + " " + step.text("op"), step);
    }
  }

  private void step(String where, Args step) {
    Args args = step.inner("args");
    Args expect = step.inner("expect");
    if (expect.flag("skipped")) {
      return;
    }
    switch (step.text("op")) {
      case "metadata" ->
          problems.same(
              where,
              Problems.inDoubles(expect.value("metadata")),
              Problems.inDoubles(Inside.metadata(enforcer)));
      case "encoded_policy" -> problems.same(where, expect.text("value"), enforcer.encodedPolicy());
      case "extend_default_mounts" ->
          enforcer.extendDefaultMounts(args.each("mounts", Args::mount));
      case "extend_networking_mounts" ->
          enforcer.extendDefaultMounts(
              Mount.networking(
                  args.text("sandboxRoot"),
                  args.flag("rootReadonly"),
                  args.each("mounts", Args::mount)));
      case "transaction" -> transaction(where, step, expect);
      case "raw_enforce" ->
          compare(
              where,
              expect,
              Inside.ask(enforcer, args.text("point"), args.inner("input").object()));
      case "load_fragment" -> compare(where, expect, enforcer.loadFragment(fragment(args)));
      case "load_transparency_trust_list" ->
          compare(where, expect, enforcer.loadTrustList(trustList(args)));
      default ->
          compare(where, expect, enforcer.enforce(Operation.request(step.text("op"), args, linux)));
    }
  }

  private void transaction(String where, Args step, Args expect) {
    Tried<String> tried =
        enforcer.transaction(() -> {
          steps(where + "/", step);
          return step.flag("fail") ? Tried.failed("transaction failed by caller") : Tried.done("");
        });
    switch (tried) {
      case Tried.Done<String> done ->
          problems.same(where, expect.value("allowed"), RegoBoolean.TRUE);
      case Tried.Failed<String> failed ->
          problems.error(where, expect.text("error"), failed.error());
    }
  }

  static SignedFragment fragment(Args args) {
    return new SignedFragment(
        args.text("issuer"),
        args.text("feed"),
        args.number("headerSvn"),
        args.text("rego"),
        args.each("receipts", SymbolicReceipt::of));
  }

  private record SymbolicReceipt(String issuer, String keyId, LedgerKey key) implements Receipt {
    static Receipt of(Args args) {
      return new SymbolicReceipt(
          args.text("issuer"), args.text("kid"), new LedgerKey(args.text("signedBy")));
    }

    @Override
    public boolean signedWith(LedgerKey other) {
      return key.equals(other);
    }
  }

  private static TrustList trustList(Args args) {
    Map<String, Map<String, LedgerKey>> ledgers = new HashMap<>();
    args.inner("ledgers")
        .object()
        .forEach((ledger, keys) -> {
          Map<String, LedgerKey> known = new HashMap<>();
          Args.of(keys)
              .object()
              .forEach((id, key) -> known.put(text(id), new LedgerKey(text(key))));
          ledgers.put(text(ledger), known);
        });
    return new TrustList(
        args.text("issuer"), args.text("subject"), args.number("svn").orElse(0), ledgers);
  }

  private static String text(Value value) {
    return ((RegoString) value).text();
  }

  private void compare(String where, Args expect, Verdict<?> verdict) {
    problems.same(where, expect.value("allowed"), RegoBoolean.of(verdict.isAllowed()));
    switch (verdict) {
      case Verdict.Allowed<?>(ProcessGrant grant) -> grant(where, expect, grant);
      case Verdict.Allowed<?>(Texts providers) ->
          problems.same(where, expect.value("providersToKeep"), sorted(providers));
      case Verdict.Allowed<?>(Results results) ->
          problems.same(where, expect.value("result"), results.object());
      case Verdict.Allowed<?> other -> {}
      case Verdict.Denied<?> denied -> denied(where, expect, denied);
    }
  }

  private void grant(String where, Args expect, ProcessGrant grant) {
    problems.same(where + " envList", expect.value("envList"), sorted(grant.environment()));
    problems.same(
        where + " capabilities",
        expect.value("capabilities"),
        grant.capabilities().<Value>map(EnforcerCase::sets).orElse(RegoNull.NULL));
    if (expect.has("allowStdio")) {
      problems.same(where, expect.value("allowStdio"), RegoBoolean.of(grant.stdio()));
    }
  }

  private static Value sets(Capabilities sets) {
    return RegoObject.builder()
        .put("bounding", sorted(Texts.of(sets.bounding())))
        .put("effective", sorted(Texts.of(sets.effective())))
        .put("inheritable", sorted(Texts.of(sets.inheritable())))
        .put("permitted", sorted(Texts.of(sets.permitted())))
        .put("ambient", sorted(Texts.of(sets.ambient())))
        .build();
  }

  private static Value sorted(Texts texts) {
    return texts.given()
        ? dev.bailey.rego.value.RegoArray.of(
            texts.items().stream().sorted().map(RegoString::of).toList())
        : RegoNull.NULL;
  }

  private void denied(String where, Args expect, Verdict.Denied<?> denied) {
    if (!expect.has("decision")) {
      problems.error(where, expect.text("error"), denied.message());
      return;
    }
    RegoObject wanted = DecisionForm.of(expect.inner("decision").object());
    RegoObject got =
        denied.decision().map(d -> DecisionForm.of(d.document())).orElse(RegoObject.EMPTY);
    Args wantedArgs = new Args(wanted);
    boolean ofEngine = Problems.ofEngine(wantedArgs.text("policyError"));
    wanted.forEach((key, value) -> {
      String name = text(key);
      if (!(ofEngine && (name.equals("policyError") || name.equals("truncated")))) {
        problems.same(where + " " + name, value, Problems.orNull(got.get(key)));
      } else if (!got.containsKey(key)) {
        problems.add(where, "no " + name);
      }
    });
    got.forEach((key, value) -> {
      if (!wanted.containsKey(key)) {
        problems.add(where, "unexpected " + text(key) + " " + value.toJson());
      }
    });
    if (!ofEngine && expect.number("error_length").isPresent()) {
      problems.same(
          where + " length",
          expect.value("error_length"),
          dev.bailey.rego.value.RegoNumber.of(denied.message().length()));
    }
  }
}
