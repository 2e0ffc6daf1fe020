package dev.bailey.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a good file gives, and whom a verifier trusts. */
class VerifierTest {
  private static final Signer NODE = Samples.node();
  private static final Key TRUSTED = NODE.trusted("lab-keys/node.pub");
  private static final Signer OTHER = new Signer("laptop", 2);

  @Test
  void goodFileGivesTheGoldenReport() {
    Report report = Check.verify(Samples.good(NODE).build(), TRUSTED);
    assertThat(report.text())
        .isEqualTo(
            """
              ✔ file         whole: 25 kB, 6 parts, bound by its manifest
              ✔ signed       manifest, statement and checkpoint by node+ee0021e2
              ✔ job          digits-7f3k, attempt 1, succeeded 2026-11-23 14:02:11 UTC
              ✔ decisions    4 of 4 in a history of 16 events, in order, no gap, each recorded before its effect
              ✔ log          16 events proven to be in the node's log of 57
              ✔ policy       house, the document that every decision names
              ✔ image        3 layers, digests as decided
              ✔ inputs       code and 1 input, digests as decided
              ✔ walls        read back before the first instruction: 0 capabilities, seccomp bailey-default, no
                             new privileges, own ids, no network, read-only root, limits as planned
              ✔ outputs      2 files, digests as stored
              ✔ statement    job, plan, policy, state and history as in the events
              ! anchoring    self-attested: no witness signed checkpoint 57
              ! not checked  the bytes of outputs, image, code, inputs and log are not in this file, only their
                             digests (--outputs DIR compares outputs)
              ! not checked  that the node's host was sound when it signed: times and what was read back are its
                             word
              ✔ complete     network closed, log whole, every input named by digest
            verified with node key node+ee0021e2, which you trust (lab-keys/node.pub)
            """);
    assertThat(report.verified()).isTrue();
  }

  @Test
  void deniedJobIsVerifiedButNotPresentedAsSuccess() {
    Report report = Check.verify(Samples.denied(NODE).build(), TRUSTED);
    assertThat(report.verified()).as(report.text()).isTrue();
    assertThat(report.findings())
        .contains(
            new Finding(
                Mark.NOTE, "job", "digits-7f3k, attempt 1, denied 2026-11-23 14:02:11 UTC"));
  }

  @Test
  void aFragmentMayComeBeforeTheSubmission() {
    Forge f = Samples.denied(NODE);
    f.add(0, "decision", Samples.load(f));
    f.add(1, "outcome", Samples.done(0, Js.obj()));
    Report report = Check.verify(f.build(), TRUSTED);
    assertThat(report.verified()).as(report.text()).isTrue();
    assertThat(report.text()).contains("the signatures within 1 signed piece of policy");
    f.policy.remove("pieces");
    assertThat(Check.verify(f.build(), TRUSTED).text()).contains("signed pieces of policy");
    f.policy.put("pieces", Js.arr(Samples.PIECE, Samples.PIECE));
    assertThat(Check.verify(f.build(), TRUSTED).verified()).isFalse();
    f.policy.put("pieces", Js.arr("cGllY2Ux"));
    assertThat(Check.verify(f.build(), TRUSTED).verified()).isFalse();
    f.policy.put("pieces", Js.arr("no base64"));
    assertThat(Check.verify(f.build(), TRUSTED).text()).contains("is not base64");
  }

  @Test
  void laterAttemptBeginsWithAStateAndSaysWhatIsNotThere() {
    Forge f = Samples.denied(NODE);
    f.attempt = 2;
    f.events.removeFirst();
    Report report = Check.verify(f.build(), TRUSTED);
    assertThat(report.verified()).as(report.text()).isTrue();
    assertThat(report.text()).contains("the decision on submission belongs to attempt 1");
  }

  @Test
  void unrelatedTrustedKeyChangesNothing() {
    byte[] file = Samples.good(NODE).build();
    Report report = Check.verify(file, OTHER.trusted("o.pub"), TRUSTED);
    assertThat(report.verified()).isTrue();
    assertThat(report.text()).contains("self-attested").contains("node key " + NODE.id());
  }

  @Test
  void fileRebuiltUnderFreshKeysOfTheSameNameIsRefused() {
    Report report = Check.verify(Samples.good(new Signer("node", 99)).build(), TRUSTED);
    assertThat(report.verified()).isFalse();
    assertThat(report.text()).contains("which you do not trust").doesNotContain("verified with");
  }

  @Test
  void withoutKeysNothingIsVerified() {
    assertThat(Check.verify(Samples.good(NODE).build()).verified()).isFalse();
  }

  @Test
  void trustedWitnessAnchorsTheCheckpoint() {
    Forge f = Samples.good(NODE);
    f.checkpoint = note -> note + OTHER.noteLine(note.substring(0, note.indexOf("\n\n") + 1));
    Report trusting = Check.verify(f.build(), TRUSTED, OTHER.trusted("o.pub"));
    assertThat(trusting.verified()).isTrue();
    assertThat(trusting.text())
        .contains("✔ anchoring    checkpoint 57 also signed by " + OTHER.id())
        .doesNotContain("self-attested");
    Report doubting = Check.verify(f.build(), TRUSTED);
    assertThat(doubting.verified()).isTrue();
    assertThat(doubting.text()).contains("counts for nothing").contains("self-attested");
  }

  @Test
  void witnessWhoseSignatureIsOfAnotherTextIsRefused() {
    Forge f = Samples.good(NODE);
    f.checkpoint = note -> note + OTHER.noteLine("node\n58\nother\n");
    assertThat(Check.verify(f.build(), TRUSTED, OTHER.trusted("o.pub")).verified()).isFalse();
  }

  @Test
  void nodeUnderAnotherNameIsNoWitness() {
    Signer alias = new Signer("alias", 1);
    Forge f = Samples.good(NODE);
    f.checkpoint = note -> note + alias.noteLine(note.substring(0, note.indexOf("\n\n") + 1));
    assertThat(Check.verify(f.build(), TRUSTED, alias.trusted("a.pub")).text())
        .contains("not a witness")
        .contains("self-attested");
  }

  @Test
  void narrowedPlanIsTheOneTheWallsAreComparedWith() {
    Forge f = Samples.good(NODE);
    narrow(f, List.of("PATH=/usr/bin"));
    Js.at(f.body(5), "observed")
        .put("environment", Js.arr("PATH=/usr/bin", "UVM_SECURITY_CONTEXT_DIR=" + Samples.CONTEXT));
    Report report = Check.verify(f.build(), TRUSTED);
    assertThat(report.verified()).as(report.text()).isTrue();
  }

  /** An image that has a name for the user, and a further process in its container. */
  @Test
  void namesOfAccountsAreThoseOfTheContainersStart() {
    Forge f = Samples.good(NODE);
    for (int event : List.of(4, 11)) {
      Js.at(Js.at(f.body(event), "action"), "placement")
          .put("accounts", Js.obj("user", "app", "group", ""));
    }
    Js.at(Js.item(Js.list(f.body(4), "questions"), 3), "input")
        .put("user", Samples.identity(f.plan.get("user"), "app"));
    f.add(13, "decision", Samples.exec(f, "app"));
    f.add(14, "outcome", Samples.done(13, Js.obj("exit_code", 0)));
    Report report = Check.verify(f.build(), TRUSTED);
    assertThat(report.verified()).as(report.text()).isTrue();
    Js.at(Js.at(f.body(13), "action"), "accounts").put("shell", "/bin/sh");
    assertThat(Check.verify(f.build(), TRUSTED).verified()).isFalse();
  }

  /** Lets the policy keep only these variables. */
  static void narrow(Forge f, List<String> kept) {
    Js.item(Js.list(f.body(4), "questions"), 3).put("env_list", kept);
    Js.item(Js.list(f.body(4), "questions"), 3).put("caps_list", Js.arr());
    var narrow = Js.copy(f.plan);
    narrow.put("environment", kept);
    var action = Js.copy(Js.at(f.body(4), "action"));
    action.put("plan", Js.sha(narrow));
    f.body(4).put("narrowed_sha256", Js.sha(action));
  }

  @Test
  void hostileTextCannotDriveTheTerminal() {
    Forge f = Samples.good(NODE);
    f.job = "x\u001b[2J\u202e\u0007\u2028y";
    Report report = Check.verify(f.build(), TRUSTED);
    assertThat(report.text().replace("\n", "").codePoints())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  @Test
  void jsonReportTellsTheSame() {
    assertThat(Check.verify(Samples.good(NODE).build(), TRUSTED).json())
        .startsWith("{\"conclusion\":\"verified with node key node+ee0021e2")
        .contains("{\"mark\":\"note\",\"text\":\"self-attested: no witness signed checkpoint 57\",")
        .endsWith("\"key\":\"node+ee0021e2\",\"verified\":true}\n");
    assertThat(Check.verify(Samples.good(NODE).build()).json())
        .contains("\"verified\":false")
        .doesNotContain("\"key\"");
  }
}
