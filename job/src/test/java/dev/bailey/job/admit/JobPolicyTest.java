package dev.bailey.job.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Point;
import dev.bailey.policy.Policy;
import dev.bailey.policy.Question;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.policy.own.AttachDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A policy that was made for a job. */
class JobPolicyTest {
  /** Changes that a policy rightly does not judge; the file says why. */
  private static final Set<String> NOT_JUDGED = notJudged();

  /** The field by which a change is found out, if that is not the changed one. */
  private static final Map<String, String> NAMED_OTHERWISE =
      Map.ofEntries(
          Map.entry("mount_device target", "layerPaths"),
          Map.entry("mount_device mountPathRegex", "target"),
          Map.entry("mount_overlay containerID", "target"),
          Map.entry("mount_overlay target", "unmountTarget"),
          Map.entry("scratch_mount target", "unmountTarget"),
          Map.entry("plan9_mount target", "mounts"),
          Map.entry("plan9_mount rootPrefix", "target"),
          Map.entry("plan9_mount mountPathPrefix", "target"),
          Map.entry("submit_job input_names", "inputs"),
          Map.entry("submit_job input_names[]", "inputs"));

  /** A job without limits is told of one after the other. */
  private static final int MOST_STEPS = 9;

  /** Points at which some denial says in full what to do. */
  private static final Set<String> PROPOSING =
      Set.of(
          "pull_image",
          "submit_job",
          "mount_device",
          "mount_overlay",
          "create_container",
          "exec_in_container",
          "signal_container_process",
          "store_output",
          "open_egress",
          "publish_port",
          "release_secret",
          "attach_device",
          "load_fragment",
          "load_transparency_trust_list",
          "change_policy");

  /** Denials that say what is missing, and leave it to the reader how to come by it. */
  private static final Set<String> NO_PROPOSAL =
      Set.of(
          "break_glass reason",
          "create_container ",
          "create_container containerID",
          "create_container mounts",
          "exec_in_container containerID",
          "load_fragment sha256",
          "load_transparency_trust_list sha256",
          "mount_device deviceHash",
          "mount_device target",
          "mount_overlay ",
          "plan9_mount target",
          "plan9_unmount ",
          "plan9_unmount unmountTarget",
          "scratch_mount ",
          "scratch_unmount ",
          "scratch_unmount unmountTarget",
          "shutdown_container containerID",
          "signal_container_process containerID",
          "store_output ",
          "submit_job ",
          "unmount_device ",
          "unmount_device unmountTarget",
          "unmount_overlay ",
          "unmount_overlay unmountTarget");

  private static final RegoPolicy POLICY = policy(JobLife.WISHES);

  /** The house policy, as an owner widens it for jobs with a network and secrets. */
  private static final RegoPolicy HOUSE =
      new RegoPolicy(
          "house",
          RegoPolicy.house()
                  .document()
                  .replace(
                      "egress := []",
                      """
                      egress := [
                        {"host": "data.example", "port": 443},
                        {"host": "time.example", "port": 123, "protocol": "udp"},
                        {"host": "*.models.example", "port": 443, "via": "broker"},
                      ]
                      """)
                  .replace(
                      "devices := []",
                      "devices := [{\"device\": \"v.example/gpu=0\", \"hooks\": [\""
                          + JobLife.digest(JobLife.HOOK).hex()
                          + "\"]}]")
                  .replace("ports := []", "ports := [6006]")
                  .replace("secrets := []", "secrets := [\"token\", \"wandb\"]")
              + """

              allow_break_glass := true
              break_glass := data.bailey.break_glass
              """);

  /** What the house has no word for: it takes no signed pieces. */
  private static final Set<Point> PIECES =
      Set.of(Point.LOAD_FRAGMENT, Point.LOAD_TRANSPARENCY_TRUST_LIST);

  private static Set<String> notJudged() {
    Set<String> all = new TreeSet<>();
    try (InputStream in = JobPolicyTest.class.getResourceAsStream("not-judged.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
        List<String> parts = List.of(line.split(" \\| ", -1));
        assertThat(parts).as(line).hasSize(3);
        for (String kind : parts.get(1).split(", ", -1)) {
          all.add(parts.get(0) + " " + kind);
        }
      }
      return all;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static RegoPolicy policy(Wishes wishes) {
    return switch (JobPolicy.text(JobLife.service(), wishes, Pieces.brought())) {
      case Tried.Done<String> done -> new RegoPolicy("generated", done.value());
      case Tried.Failed<String> failed -> throw new AssertionError(failed.error());
    };
  }

  @Test
  void admitsTheWholeLifeOfItsJob() {
    assertThat(POLICY.check()).isInstanceOf(Tried.Done.class);
    Enforcer enforcer = POLICY.enforcer(Pieces.SHELF);
    for (List<Question> action : JobLife.questions()) {
      assertThat(enforcer.decide(action)).as("%s", action).isInstanceOf(Decision.Allowed.class);
    }
  }

  @Test
  void deniesEverySingleChange() {
    List<List<Question>> life = JobLife.questions();
    List<String> wrong = new ArrayList<>();
    Set<String> tolerated = new TreeSet<>();
    int count = 0;
    for (int action = 0; action < life.size(); action++) {
      for (int number = 0; number < life.get(action).size(); number++) {
        for (Mutation mutation : Mutation.of(life.get(action).get(number))) {
          count++;
          judge(mutation, replaced(life, action, number, mutation.question()), wrong, tolerated);
        }
      }
    }
    assertThat(count).isGreaterThan(800);
    assertThat(wrong).isEmpty();
    assertThat(NOT_JUDGED).as("what is listed and judged all the same").isEqualTo(tolerated);
  }

  /** The decision flips when what its denial proposes is done. */
  @Test
  void whatADenialProposesIsAdmitted() {
    List<List<Question>> life = JobLife.questions();
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> admitted = new TreeMap<>();
    Set<String> unsaid = new TreeSet<>();
    for (int action = 0; action < life.size(); action++) {
      for (int number = 0; number < life.get(action).size(); number++) {
        for (Mutation mutation : Mutation.of(life.get(action).get(number))) {
          List<List<Question>> changed = replaced(life, action, number, mutation.question());
          refused(POLICY, changed)
              .ifPresent(no -> {
                switch (follow(changed, no, MOST_STEPS)) {
                  case ADMITTED -> admitted.merge(no.denial().point(), 1, Integer::sum);
                  case NOTHING_TO_DO -> unsaid.add(no.denial().point() + " " + no.denial().field());
                  case REFUSED_AGAIN -> wrong.add(mutation + ": " + no.denial());
                }
              });
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(unsaid).isEqualTo(NO_PROPOSAL);
    assertThat(admitted.keySet()).containsAll(PROPOSING);
    assertThat(admitted.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(400);
  }

  private enum Followed {
    ADMITTED,
    NOTHING_TO_DO,
    REFUSED_AGAIN
  }

  /** Makes the change in any question of the point, since a denial does not say in which. */
  private static Followed follow(List<List<Question>> life, Refused no, int steps) {
    Followed result = Followed.NOTHING_TO_DO;
    List<Question> questions = life.get(no.action());
    for (int number = 0; number < questions.size(); number++) {
      if (!questions.get(number).point().wireName().equals(no.denial().point())) {
        continue;
      }
      for (Question proposed : Proposal.applied(questions.get(number), no.denial())) {
        List<List<Question>> changed = replaced(life, no.action(), number, proposed);
        Optional<Refused> again = refused(POLICY, changed);
        if (again.isEmpty() || again.get().action() > no.action()) {
          return Followed.ADMITTED;
        }
        boolean further = !again.get().denial().field().equals(no.denial().field());
        if (steps > 1 && further && follow(changed, again.get(), steps - 1) == Followed.ADMITTED) {
          return Followed.ADMITTED;
        }
        result = Followed.REFUSED_AGAIN;
      }
    }
    return result;
  }

  private static List<List<Question>> replaced(
      List<List<Question>> life, int action, int number, Question question) {
    List<List<Question>> changed = new ArrayList<>(life);
    List<Question> questions = new ArrayList<>(life.get(action));
    questions.set(number, question);
    changed.set(action, questions);
    return changed;
  }

  private static Wishes wishes(
      List<Long> signals,
      List<List<String>> commands,
      boolean readLog,
      Map<String, String> variables,
      List<String> outputs,
      List<String> signers) {
    return new Wishes(
        "mine\nallowed := true",
        signals,
        commands,
        readLog,
        readLog,
        readLog,
        new LinkedHashMap<>(variables),
        outputs,
        OptionalLong.of(100),
        signers);
  }

  private static Question with(Question question, String field, Object value) {
    Map<String, Object> input = new LinkedHashMap<>(question.input());
    input.put(field, value);
    return new Question(question.point(), input);
  }

  @Test
  void whatIsNotWishedIsDenied() {
    RegoPolicy least = policy(wishes(List.of(), List.of(), false, Map.of(), List.of(), List.of()));
    assertThat(least.check()).isInstanceOf(Tried.Done.class);
    Enforcer enforcer = least.enforcer(Pieces.SHELF);
    List<String> denied = new ArrayList<>();
    for (List<Question> action : JobLife.questions()) {
      if (enforcer.decide(action) instanceof Decision.Denied no) {
        denied.add(no.denial().point());
      }
    }
    assertThat(denied)
        .containsExactly(
            "exec_in_container",
            "read_log",
            "break_glass",
            "signal_container_process",
            "store_output",
            "delete_job",
            "change_policy");
  }

  @Test
  void whatTheJobDoesNotHaveIsDenied() {
    RegoPolicy alone =
        switch (JobPolicy.text(JobLife.plan(), JobLife.WISHES)) {
          case Tried.Done<String> done -> new RegoPolicy("generated", done.value());
          case Tried.Failed<String> failed -> throw new AssertionError(failed.error());
        };
    Set<Point> denied = new TreeSet<>();
    Set<Point> other =
        Set.of(
            Point.SUBMIT_JOB,
            Point.OPEN_EGRESS,
            Point.PUBLISH_PORT,
            Point.RELEASE_SECRET,
            Point.ATTACH_DEVICE,
            Point.LOAD_FRAGMENT,
            Point.LOAD_TRANSPARENCY_TRUST_LIST);
    for (List<Question> action : JobLife.questions()) {
      for (Question question : action) {
        if (other.contains(question.point())
            && alone.enforcer(Pieces.SHELF).decide(List.of(question)) instanceof Decision.Denied) {
          denied.add(question.point());
        }
      }
    }
    assertThat(denied).isEqualTo(other);
    for (Question never :
        List.of(
            new AttachDevice(
                    "c", "v.example/gpu=1", "d", List.of(), List.of(), List.of(), List.of())
                .question(),
            new Question(
                Point.CHANGE_SECRET,
                Map.of("change", "set", "name", "token", "number", 1L, "version", "v")))) {
      assertThat(POLICY.enforcer(Pieces.SHELF).decide(List.of(never)))
          .as("%s", never)
          .isInstanceOf(Decision.Denied.class);
    }
  }

  @Test
  void aJobWithoutABudgetNeedsNone() {
    Question open = JobLife.questions().get(JobLife.at(Point.PUBLISH_PORT)).getFirst();
    assertThat(open.point()).isEqualTo(Point.OPEN_EGRESS);
    String unlimited = POLICY.document().replace("\"budget\": 1048576, ", "");
    assertThat(unlimited).isNotEqualTo(POLICY.document());
    RegoPolicy policy = new RegoPolicy("unlimited", unlimited);
    for (long budget : List.of(0L, 1L, 1L << 40)) {
      assertThat(policy.enforcer().decide(List.of(with(open, "budget", budget))))
          .isInstanceOf(Decision.Allowed.class);
    }
    assertThat(POLICY.enforcer(Pieces.SHELF).decide(List.of(with(open, "budget", 0L))))
        .as("0 is without end")
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            no -> {
              assertThat(no.denial().rule())
                  .isEqualTo("destination is in the list of egress with another budget");
              assertThat(no.denial().nearest()).isEqualTo("at most 1048576, and not 0");
            });
  }

  @Test
  void variablesMayDifferAsWished() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("SEED", "[0-9]+|none");
    variables.put("DEBUG", "0|1");
    RegoPolicy policy = policy(wishes(List.of(), List.of(), true, variables, List.of(), List.of()));
    List<Question> start = JobLife.questions().get(JobLife.at(Point.CREATE_CONTAINER));
    Map<String, Boolean> seeds = new LinkedHashMap<>();
    for (String seed :
        List.of("SEED=8", "SEED=none", "SEED=none1", "SEED=8none", "SEED=", "SEED=8\n9", "S=1")) {
      List<Question> changed = new ArrayList<>(start);
      Object all = List.of("HOME=/tmp", "MODE=fast", "EMPTY=", "DEBUG=1", seed);
      changed.set(start.size() - 1, with(start.getLast(), "envList", all));
      seeds.put(seed, policy.enforcer().decide(changed) instanceof Decision.Allowed);
    }
    assertThat(seeds.values()).containsExactly(true, true, false, false, false, false, false);
  }

  @Test
  void moreOutputsAsWished() {
    List<String> expressions = List.of("plots/.*\\.png");
    RegoPolicy policy =
        policy(wishes(List.of(), List.of(), true, Map.of(), expressions, List.of()));
    Question stored = JobLife.questions().get(JobLife.at(Point.STORE_OUTPUT)).getLast();
    assertThat(policy.enforcer().decide(List.of(with(stored, "name", "plots/a.png"))))
        .isInstanceOf(Decision.Allowed.class);
    assertThat(policy.enforcer().decide(List.of(with(stored, "name", "plots/a.png.exe"))))
        .isInstanceOf(Decision.Denied.class);
    assertThat(
            JobPolicy.text(
                JobLife.service(),
                wishes(List.of(), List.of(), true, Map.of(), List.of("("), List.of())))
        .isInstanceOf(Tried.Failed.class);
  }

  @Test
  void aCountOfOutputsIsKept() {
    Enforcer enforcer = POLICY.enforcer(Pieces.SHELF);
    List<Question> stored = JobLife.questions().get(JobLife.at(Point.STORE_OUTPUT));
    assertThat(enforcer.decide(stored)).isInstanceOf(Decision.Allowed.class);
    assertThat(enforcer.decide(stored)).as("the same again").isInstanceOf(Decision.Allowed.class);
    RegoPolicy fewer =
        new RegoPolicy("fewer", POLICY.document().replace("max_outputs := 2", "max_outputs := 1"));
    assertThat(fewer.enforcer().decide(stored))
        .isInstanceOfSatisfying(
            Decision.Denied.class,
            no -> assertThat(no.denial().rule()).contains("more outputs than max_outputs"));
  }

  private static void judge(
      Mutation mutation, List<List<Question>> life, List<String> wrong, Set<String> tolerated) {
    Optional<Denial> denied = refusal(POLICY, life);
    if (denied.isPresent()) {
      String field = denied.get().field();
      boolean named =
          Set.of(mutation.field(), NAMED_OTHERWISE.getOrDefault(mutation.place(), "")).stream()
              .anyMatch(name -> field.equals(name) || field.startsWith(name + "."));
      boolean absent = mutation.kind().equals("taken out") && field.isEmpty();
      if (!named && !absent) {
        wrong.add(mutation + " is denied because of " + denied.get());
      }
      return;
    }
    if (!NOT_JUDGED.contains(mutation.toString())) {
      wrong.add(mutation + " is allowed: " + mutation.question());
    }
    if (!mutation.kind().equals("taken out")) {
      refusal(
              HOUSE,
              life.stream().filter(asked -> !PIECES.contains(asked.getFirst().point())).toList())
          .ifPresent(house -> wrong.add(mutation + " is denied by the house: " + house));
    }
    tolerated.add(mutation.toString());
  }

  private static Optional<Denial> refusal(Policy policy, List<List<Question>> life) {
    return refused(policy, life).map(Refused::denial);
  }

  /** The first refusal, and the action that it stopped. */
  private record Refused(int action, Denial denial) {}

  private static Optional<Refused> refused(Policy policy, List<List<Question>> life) {
    Enforcer enforcer = policy.enforcer(Pieces.SHELF);
    for (int action = 0; action < life.size(); action++) {
      if (enforcer.decide(life.get(action)) instanceof Decision.Denied denied) {
        return Optional.of(new Refused(action, denied.denial()));
      }
    }
    return Optional.empty();
  }
}
