package dev.bailey.job.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.AccountNames;
import dev.bailey.job.plan.Placement;
import dev.bailey.ledger.Subject;
import dev.bailey.policy.law.RegoPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies that know users and groups by the names that images have for them. */
class UserNameTest {
  private final MemoryLedger ledger = new MemoryLedger();

  private Gate gate(String user, String userBy, String group, String groupBy) {
    String layer = GateTest.plan().image().layers().getFirst().hex();
    String rego =
        """
        package policy
        api_version := "0.12.0"
        framework_version := "0.5.0"
        containers := [{
          "command": ["python3", "train.py"],
          "env_rules": [{"pattern": ".*", "strategy": "re2", "required": false}],
          "layers": ["%s"],
          "mounts": [],
          "exec_processes": [{"command": ["/bin/id"], "signals": []}],
          "signals": [],
          "user": {"user_idname": {"pattern": "%s", "strategy": "%s"},
                   "group_idnames": [{"pattern": "%s", "strategy": "%s"}], "umask": "0022"},
          "capabilities": {"bounding": [], "effective": [], "inheritable": [], "permitted": [],
                           "ambient": []},
          "seccomp_profile_sha256": "%s",
          "allow_elevated": false,
          "working_dir": "/workspace",
          "allow_stdio_access": true,
          "no_new_privileges": true,
        }]
        allow_unencrypted_scratch := true
        mount_device := data.framework.mount_device
        mount_overlay := data.framework.mount_overlay
        scratch_mount := data.framework.scratch_mount
        create_container := data.framework.create_container
        exec_in_container := data.framework.exec_in_container
        reason := data.framework.reason
        """
            .formatted(layer, user, userBy, group, groupBy, GateTest.plan().seccompDigest().hex());
    return new Gatehouse(ledger, new RegoPolicy("named", rego), 1).gate(new Subject("x-0000", 1));
  }

  private static Placement placement(AccountNames accounts) {
    Placement p = GateTest.placement();
    return new Placement(
        p.containerId(),
        p.idBase(),
        p.idCount(),
        p.outputOwner(),
        p.layers(),
        p.binds(),
        p.encryptedScratch(),
        p.context(),
        p.wire(),
        accounts);
  }

  private static boolean started(Gate gate, AccountNames accounts) {
    return gate.ask(new ContainerAction.StartContainer(GateTest.plan(), placement(accounts)))
        instanceof Verdict.Granted<?>;
  }

  @ParameterizedTest
  @CsvSource({
    "app,name,team,name,true",
    "app,name,1000,id,true",
    "a[p]+,re2,te.m,re2,true",
    "1000,id,'',any,true",
    "root,name,team,name,false",
    "app,name,other,name,false",
    "ap,re2,'',any,false",
    "1000,name,'',any,false",
    "1000,re2,'',any,false",
    "app,id,'',any,false",
    "team,name,app,name,false"
  })
  void theNameDecides(String user, String by, String group, String groupBy, boolean admitted) {
    assertThat(started(gate(user, by, group, groupBy), new AccountNames("app", "team")))
        .isEqualTo(admitted);
  }

  @Test
  void anIdWithoutANameIsNobodys() {
    assertThat(started(gate("app", "name", "", "any"), AccountNames.NONE)).isFalse();
    assertThat(started(gate(".+", "re2", "", "any"), AccountNames.NONE)).isFalse();
    assertThat(started(gate("1000", "id", "", "any"), AccountNames.NONE)).isTrue();
  }

  @Test
  void aFurtherProcessHasTheNamesOfItsContainer() {
    AccountNames app = new AccountNames("app", "team");
    Gate gate = gate("app", "name", "team", "name");
    assertThat(started(gate, app)).isTrue();
    String id = placement(app).containerId();
    for (AccountNames other : List.of(AccountNames.NONE, new AccountNames("web", "team"))) {
      assertThat(
              gate.ask(
                  new ContainerAction.ExecInContainer(
                      id, GateTest.plan(), other, List.of("/bin/id"))))
          .isInstanceOf(Verdict.Refused.class);
    }
    assertThat(
            gate.ask(
                new ContainerAction.ExecInContainer(id, GateTest.plan(), app, List.of("/bin/id"))))
        .isInstanceOf(Verdict.Granted.class);
  }

  @Test
  void aRefusalSaysWhichNameWouldDo() {
    var refused =
        (Verdict.Refused<?>)
            gate("app", "name", "", "any")
                .ask(
                    new ContainerAction.StartContainer(
                        GateTest.plan(), placement(new AccountNames("web", ""))));
    assertThat(refused.denial().field()).contains("user");
    assertThat(refused.denial().seen()).contains("web");
    assertThat(refused.denial().nearest()).contains("app");
  }

  /** What earlier agents recorded says nothing of names, and is what it was. */
  @Test
  void aPlacementIsReadBackAsItWasRecorded() {
    Placement named = placement(new AccountNames("my app", ""));
    assertThat(Placement.of(named.json())).isEqualTo(named);
    assertThat(GateTest.placement().json().canonical()).asString().doesNotContain("accounts");
    assertThat(Placement.of(GateTest.placement().json())).isEqualTo(GateTest.placement());
  }
}
