package dev.bailey.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks one decision by itself: its action, what was asked about it, and what was allowed. */
final class ActionStage {
  private final Plan plan;
  private final ManifestStage.Subject subject;
  private final NetworkStage network;
  private final SecretStage secrets;
  private final Findings findings;

  ActionStage(Plan plan, ManifestStage.Subject subject, NetworkStage network, Findings findings) {
    this.network = network;
    this.secrets = new SecretStage(plan, findings);
    this.plan = plan;
    this.subject = subject;
    this.findings = findings;
  }

  /**
   * Checks a decision whose action was recorded.
   *
   * @param start what was decided earlier about the container
   * @return the start, if this decision allows one
   */
  Optional<Started> check(long seq, Fact.Decision d, Optional<Started> start) {
    String where = "event " + seq;
    List<String> problems = new ArrayList<>();
    ActionReader.shape(d.action(), where + ", action", problems);
    findings.failAll(Topic.DECISIONS, problems);
    findings.same(
        Topic.DECISIONS,
        where + ", digest of the action",
        Canonical.sha256(d.action()),
        d.actionDigest());
    if (!d.allowed() || !problems.isEmpty()) {
      return Optional.empty();
    }
    return switch (d.type()) {
      case "start_container" -> Optional.of(start(seq, d));
      case "exec_in_container" -> {
        exec(where, d, start);
        yield Optional.empty();
      }
      case "check_health" -> {
        exec(where, d, start);
        health(where, d);
        yield Optional.empty();
      }
      default -> {
        if (d.questions().stream().anyMatch(Fact.Question::narrowed)) {
          fail(where + ": the policy narrowed an action that has nothing to narrow");
        }
        findings.same(
            Topic.DECISIONS, where + ", digest as allowed", d.actionDigest(), d.narrowed());
        others(where, d, start);
        yield Optional.empty();
      }
    };
  }

  private Started start(long seq, Fact.Decision d) {
    String where = "event " + seq;
    is(where, d, "plan", plan.digest());
    Plan narrowed = narrowed(where, plan, d);
    List<String> problems = new ArrayList<>();
    Placement placement =
        Placement.read(Fields.of(d.action(), where, problems).fields("placement"));
    findings.failAll(Topic.DECISIONS, problems);
    network.started(where, placement);
    secrets.started(where, placement);
    List<String> mounted = new ArrayList<>();
    List<Map<String, Json>> attached = new ArrayList<>();
    int created = 0;
    for (Fact.Question q : d.questions()) {
      if (q.point().equals("mount_device")) {
        mounted.add(q.input().members().get("deviceHash") instanceof Json.Str s ? s.value() : "");
      } else if (q.point().equals("attach_device")) {
        attached.add(new TreeMap<>(q.input().members()));
      } else if (q.point().equals("create_container")) {
        created++;
        asked(where, q, created(placement.accounts()));
      }
    }
    findings.same(Topic.IMAGE, where + ", layers decided", plan.layers(), mounted);
    findings.same(
        Topic.IMAGE, where + ", layers of the placement", plan.layers().size(), placement.layers());
    findings.same(
        Topic.DECISIONS,
        where + ", what was asked about devices",
        plan.devices().stream().map(device -> device.question(placement.containerId())).toList(),
        attached);
    findings.same(Topic.DECISIONS, where + ", questions on creating the container", 1, created);
    return new Started(seq, narrowed, placement);
  }

  private Map<String, Json> created(AccountNames accounts) {
    Map<String, Json> expected = new TreeMap<>(accounts.asked(plan));
    expected.putAll(
        Map.of(
            "argList", Json.Arr.texts(plan.command()),
            "envList", Json.Arr.texts(plan.environment()),
            "workingDir", new Json.Str(plan.workdir()),
            "noNewPrivileges", new Json.Bool(true),
            "privileged", new Json.Bool(false),
            "seccompProfileSHA256", new Json.Str(plan.seccompDigest())));
    return expected;
  }

  private void exec(String where, Fact.Decision d, Optional<Started> start) {
    sameContainer(where, d, start);
    Plan base = plan;
    if (start.isPresent() && text(d, "plan").equals(start.get().plan().digest())) {
      base = start.get().plan();
    }
    is(where, d, "plan", base.digest());
    AccountNames accounts = AccountNames.read(Fields.of(d.action(), where, new ArrayList<>()));
    start.ifPresent(s ->
        findings.same(
            Topic.DECISIONS,
            where + ", names of the accounts",
            s.placement().accounts(),
            accounts));
    for (Fact.Question question : d.questions()) {
      asked(where, question, accounts.asked(plan));
    }
    narrowed(where, base, d);
  }

  /** The command that runs again and again must be the plan's, and what was asked about. */
  private void health(String where, Fact.Decision d) {
    Json command = d.action().members().getOrDefault("command", Json.Arr.texts(List.of()));
    findings.same(
        Topic.DECISIONS,
        where + ", health command",
        plan.service().map(PlannedService::command).map(Json.Arr::texts),
        Optional.of(command));
    if (d.questions().size() != 1
        || !d.questions().getFirst().point().equals("exec_in_container")) {
      fail(where + ": the policy was not asked about the health command alone");
      return;
    }
    asked(where, d.questions().getFirst(), Map.of("argList", command));
  }

  /** Applies what the policy kept, and checks that the digest as allowed is of that. */
  private Plan narrowed(String where, Plan base, Fact.Decision d) {
    Plan narrow = base;
    for (Fact.Question q : d.questions()) {
      if (q.narrowed()) {
        if (!narrow.environment().containsAll(q.environment())
            || !narrow.capabilities().containsAll(q.capabilities())) {
          fail(where + ": the policy added environment or capabilities; it may only take away");
        }
        narrow = narrow.narrowed(q.environment(), q.capabilities());
      }
    }
    findings.same(
        Topic.DECISIONS,
        where + ", digest as allowed",
        Canonical.sha256(d.action().with("plan", new Json.Str(narrow.digest()))),
        d.narrowed());
    return narrow;
  }

  private void others(String where, Fact.Decision d, Optional<Started> start) {
    switch (d.type()) {
      case "submit_job" -> submit(where, d);
      case "load_fragment" -> loaded(where, d, "feed");
      case "load_transparency_trust_list" -> loaded(where, d, "subject");
      case "open_network" -> {
        is(where, d, "plan", plan.digest());
        network.opened(where, d);
      }
      case "release_secret" -> secrets.released(where, d);
      case "signal_container" -> sameContainer(where, d, start);
      case "store_outputs" -> {
        sameContainer(where, d, start);
        store(where, d);
      }
      case "remove_container" ->
          start.ifPresent(s ->
              findings.same(
                  Topic.DECISIONS,
                  where + ", placement",
                  Optional.of(s.placement().json()),
                  Optional.ofNullable(d.action().members().get("placement"))));
      default -> {
        if (d.action().members().containsKey("job")) {
          is(where, d, "job", subject.job());
        }
      }
    }
  }

  private void submit(String where, Fact.Decision d) {
    is(where, d, "job", subject.job());
    is(where, d, "plan", plan.digest());
    is(where, d, "code", plan.code());
    if (d.questions().size() != 1 || !d.questions().getFirst().point().equals("submit_job")) {
      fail(where + ": the policy was not asked about the submission alone");
      return;
    }
    plan.service()
        .ifPresent(s -> asked(where, d.questions().getFirst(), Map.of("service", s.json())));
    asked(
        where,
        d.questions().getFirst(),
        Map.of(
            "plan",
            new Json.Str(plan.digest()),
            "image",
            new Json.Str(plan.image()),
            "code",
            new Json.Str(plan.code()),
            "network",
            new Json.Str(plan.network().mode()),
            "inputs",
            Json.Arr.texts(plan.inputs().stream().map(Plan.Input::digest).toList()),
            "input_names",
            Json.Arr.texts(plan.inputs().stream().map(Plan.Input::name).toList()),
            "outputs",
            Json.Arr.texts(plan.outputs()),
            "limits",
            plan.limitsJson()));
  }

  private void loaded(String where, Fact.Decision d, String about) {
    if (d.questions().size() != 1 || !d.questions().getFirst().point().equals(d.type())) {
      fail(where + ": the policy was not asked about the signed piece alone");
      return;
    }
    asked(
        where,
        d.questions().getFirst(),
        Map.of(
            "issuer",
            new Json.Str(text(d, "issuer")),
            about,
            new Json.Str(text(d, about)),
            "sha256",
            new Json.Str(text(d, "sha256"))));
  }

  private void store(String where, Fact.Decision d) {
    List<Output> outputs = Output.read(Fields.of(d.action(), where, new ArrayList<>()));
    findings.same(
        Topic.OUTPUTS, where + ", questions on outputs", outputs.size(), d.questions().size());
    for (int i = 0; i < Math.min(outputs.size(), d.questions().size()); i++) {
      Output output = outputs.get(i);
      asked(
          where,
          d.questions().get(i),
          Map.of(
              "name", new Json.Str(output.name()),
              "sha256", new Json.Str(output.sha256()),
              "size", new Json.Num(output.size())));
    }
  }

  /** What the policy was asked must be about the action that was allowed. */
  private void asked(String where, Fact.Question question, Map<String, Json> expected) {
    new TreeMap<>(expected)
        .forEach((name, value) -> {
          if (!value.equals(question.input().members().get(name))) {
            fail(
                where
                    + ": the policy was asked about another "
                    + name
                    + " than the plan or action has");
          }
        });
  }

  private void sameContainer(String where, Fact.Decision d, Optional<Started> start) {
    if (start.isEmpty()) {
      fail(where + ": " + d.type() + " without a container that was decided");
    } else {
      is(where, d, "container_id", start.get().placement().containerId());
    }
  }

  private void is(String where, Fact.Decision d, String member, String expected) {
    findings.same(
        Topic.DECISIONS, where + ", " + d.type() + " " + member, expected, text(d, member));
  }

  private static String text(Fact.Decision d, String member) {
    return d.action().members().get(member) instanceof Json.Str s ? s.value() : "";
  }

  private void fail(String text) {
    findings.fail(Topic.DECISIONS, text);
  }
}
