package dev.bailey.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailey.cli.Home;
import dev.bailey.cli.policy.SignedPolicy;
import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.Gatehouse;
import dev.bailey.job.gate.JobAction;
import dev.bailey.job.gate.Verdict;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.log.FileLedger;
import dev.bailey.ledger.note.NodeKey;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.server.Refusal;
import dev.bailey.server.Result;
import dev.bailey.store.blob.FileBlobs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which policy is in force, who may change it, and what becomes of those before it. */
class PoliciesTest {
  private static final String OPEN =
      """
      package policy
      import data.bailey
      api_version := "0.12.0"
      change_policy := bailey.granted
      delete_job := bailey.granted
      """;

  private static final String SHUT = "package policy\napi_version := \"0.12.0\"\n";

  @TempDir Path temporary;

  private Home home;
  private FileBlobs blobs;
  private FileLedger ledger;
  private NodeKey owner;

  @BeforeEach
  void open() throws IOException {
    home = new Home(temporary.resolve("home")).prepare();
    blobs = FileBlobs.open(home.blobs());
    owner = key("owner");
    NodeKey node = key("node");
    ledger =
        ((FileLedger.Opening.Opened) FileLedger.open(home.ledger(), node, Clock.systemUTC()))
            .ledger();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private NodeKey key(String name) {
    return ((NodeKey.Opened.Ready) NodeKey.open(temporary.resolve(name + ".key"), name)).key();
  }

  private Policies policies() throws IOException {
    return Policies.open(home, blobs, ledger.size());
  }

  private Gate gate(Policies policies) {
    return new Gatehouse(ledger, policies).gate(Subject.NODE);
  }

  private void trust(NodeKey key) throws IOException {
    Files.createDirectories(home.policySigners());
    Files.writeString(
        home.policySigners().resolve("a.pub"), "# whose\n" + key.verifier().text() + "\n");
  }

  private Path signed(String name, String rego, NodeKey key) throws IOException {
    return Files.write(temporary.resolve(name), SignedPolicy.sign(name, rego, key));
  }

  private static Json.Obj changed(Result<Json.Obj> result) {
    assertThat(result).isInstanceOf(Result.Ok.class);
    return ((Result.Ok<Json.Obj>) result).value();
  }

  private static Refusal refused(Result<Json.Obj> result) {
    assertThat(result).isInstanceOf(Result.No.class);
    return ((Result.No<Json.Obj>) result).refusal();
  }

  private List<Event> events() {
    List<Event> all = new ArrayList<>();
    ledger.read(0, entry -> all.add(entry.event()));
    return all;
  }

  @Test
  void withoutItsListNoPolicyComesBackByItself() throws IOException {
    Policies policies = policies();
    trust(owner);
    changed(policies.change(signed("open", OPEN, owner), gate(policies)));
    byte[] list = Files.readAllBytes(home.policy());
    Files.delete(home.policy());
    assertThatThrownBy(this::policies)
        .isInstanceOf(AgentException.class)
        .hasMessageContaining(home.policy() + " is missing or empty")
        .hasMessageContaining("restore the file");
    assertThat(home.policy()).doesNotExist();
    Files.createFile(home.policy());
    assertThatThrownBy(this::policies).isInstanceOf(AgentException.class);
    Files.write(home.policy(), list);
    assertThat(policies().current().policy().name()).isEqualTo("open");
  }

  /** Whoever is refused by the floor is told so, and cannot be told so by a policy. */
  @Test
  void noPolicyIsCalledLikeTheFloor() throws IOException {
    Policies policies = policies();
    trust(owner);
    Refusal no = refused(policies.change(signed("floor", OPEN, owner), gate(policies)));
    assertThat(no.detail()).contains("no policy with a name");
    assertThat(policies.current().policy().name()).isEqualTo("house");
    changed(policies.change(signed("floor.1", OPEN, owner), gate(policies)));
  }

  /** A pipe without a writer would keep its reader, and all who ask for the policy, for ever. */
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeIsNoPolicy() throws Exception {
    Policies policies = policies();
    trust(owner);
    Path pipe = temporary.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (Path odd : List.of(pipe, temporary, Path.of("/dev/zero"))) {
      assertThat(refused(policies.change(odd, gate(policies))).detail()).contains("not a file");
    }
  }

  @Test
  void theHouseIsInForceUntilItsOwnerSignsAnother() throws IOException {
    Policies policies = policies();
    assertThat(policies.current().policy().name()).isEqualTo("house");
    assertThat(policies.current().epoch()).isEqualTo(1);

    trust(owner);
    Json.Obj now = changed(policies.change(signed("open", OPEN, owner), gate(policies)));
    assertThat(now.text("name")).contains("open");
    assertThat(now.whole("epoch")).contains(2L);
    assertThat(now.text("signer")).contains(owner.verifier().id());

    Policies later = policies();
    assertThat(later.current().policy().document()).isEqualTo(OPEN);
    assertThat(later.current().epoch()).isEqualTo(2);
    assertThat(later.find(RegoPolicy.house().digest())).isPresent();
  }

  @Test
  void aChangeIsDecidedAndRecordedBeforeItHappens() throws IOException {
    Policies policies = policies();
    trust(owner);
    changed(policies.change(signed("open", OPEN, owner), gate(policies)));
    assertThat(events())
        .extracting(e -> e.body().object("action").text("type").orElse("outcome"))
        .containsExactly("change_policy", "outcome");
    assertThat(events().getFirst().epoch()).isEqualTo(1);
    assertThat(events().getFirst().body().object("action").text("sha256"))
        .contains(Digest.of(OPEN.getBytes(StandardCharsets.UTF_8)).hex());
  }

  @Test
  void nobodyElsesPolicyIsTaken() throws IOException {
    Policies policies = policies();
    Gate gate = gate(policies);
    assertThat(refused(policies.change(signed("open", OPEN, owner), gate)).detail())
        .contains("no trusted key signed it")
        .contains(owner.verifier().id());
    trust(owner);
    assertThat(refused(policies.change(signed("open", OPEN, key("stranger")), gate)).detail())
        .contains("stranger");
    byte[] envelope = SignedPolicy.sign("open", OPEN, owner);
    for (int i = 0; i < envelope.length; i += 7) {
      byte[] other = envelope.clone();
      other[i] ^= 1;
      Path file = Files.write(temporary.resolve("tampered"), other);
      refused(policies.change(file, gate));
    }
    refused(policies.change(temporary.resolve("missing"), gate));
    refused(policies.change(signed("broken", OPEN + "x := y", owner), gate));
    assertThat(policies.current().policy().name()).isEqualTo("house");
    assertThat(events()).isEmpty();
  }

  @Test
  void aDamagedKeyFileTrustsNobody() throws IOException {
    trust(owner);
    Files.writeString(home.policySigners().resolve("b.pub"), "not a key\n");
    Policies policies = policies();
    assertThat(refused(policies.change(signed("open", OPEN, owner), gate(policies))).detail())
        .contains("b.pub");
  }

  @Test
  void nothingRunsWhenThePolicyInForceCannotBeTrustedAnyMore() throws IOException {
    Policies policies = policies();
    trust(owner);
    Path file = signed("open", OPEN, owner);
    changed(policies.change(file, gate(policies)));

    Files.delete(home.policySigners().resolve("a.pub"));
    assertThatThrownBy(this::policies)
        .isInstanceOf(AgentException.class)
        .hasMessageContaining(owner.verifier().id());
    trust(owner);
    policies();
    Files.writeString(home.policy(), "1 x\n");
    assertThatThrownBy(this::policies)
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aPolicyMayRefuseToBeReplaced() throws IOException {
    Policies policies = policies();
    trust(owner);
    Gate gate = gate(policies);
    changed(policies.change(signed("shut", SHUT, owner), gate));
    Refusal refusal = refused(policies.change(signed("open", OPEN, owner), gate));
    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.DENIED);
    assertThat(policies.current().policy().name()).isEqualTo("shut");
  }

  @Test
  void theNodeFollowsAChangeAndAnAttemptKeepsItsPolicy() throws IOException {
    Policies policies = policies();
    trust(owner);
    Gatehouse house = new Gatehouse(ledger, policies);
    Gate node = house.gate(Subject.NODE);
    Subject job = new Subject("digits-aaaa", 1);
    Gate attempt = house.gate(job);
    JobAction.ReadLog log = new JobAction.ReadLog("digits-aaaa", 1);
    assertThat(node.ask(log)).isInstanceOf(Verdict.Granted.class);
    assertThat(attempt.ask(log)).isInstanceOf(Verdict.Granted.class);

    changed(policies.change(signed("open", OPEN, owner), node));
    assertThat(node.ask(log)).isInstanceOf(Verdict.Refused.class);
    assertThat(node.epoch()).isEqualTo(2);
    assertThat(attempt.ask(log)).isInstanceOf(Verdict.Granted.class);
    assertThat(attempt.epoch()).isEqualTo(1);

    List<Event> history = events().stream().filter(e -> e.subject().equals(job)).toList();
    Gatehouse later = new Gatehouse(ledger, policies());
    assertThat(later.resume(job, history))
        .isInstanceOfSatisfying(
            Gatehouse.Resumed.Ready.class,
            ready -> {
              assertThat(ready.gate().epoch()).isEqualTo(1);
              assertThat(ready.gate().ask(log)).isInstanceOf(Verdict.Granted.class);
            });
  }
}
