package dev.bailey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands on policies print and how they exit, where scripts written for OPA look. */
class RegoExitTest {
  @TempDir Path home;
  @TempDir Path place;
  private Cli cli;
  private String policy;
  private String good;
  private String failing;
  private String skipped;
  private String broken;
  private String missing;

  @BeforeEach
  void begin() throws IOException {
    cli = Cli.on(home);
    policy =
        file("doors.rego", "package doors\n\nopen if input.key == 7\n\nshut if input.key == 8\n");
    good =
        file(
            "good_test.rego",
            "package good_test\n\ntest_key if data.doors.open with input.key as 7\n");
    failing = file("failing_test.rego", "package failing_test\n\ntest_no if false\n");
    skipped = file("skipped_test.rego", "package skipped_test\n\ntodo_test_later if false\n");
    broken = file("broken.rego", "package broken\n\nopen if {\n");
    missing = place.resolve("missing.rego").toString();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(place.resolve(name), text).toString();
  }

  private Cli.Ran rego(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "rego";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return cli.run(all);
  }

  @Test
  void aSkippedTestIsNoSuccessUnlessToldSo() {
    Cli.Ran ran = rego("test", policy, good, skipped);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).contains("PASS: 1/2", "SKIPPED: 1/2");
    assertThat(rego("test", "-z", policy, good, skipped).code()).isZero();
    assertThat(rego("test", "--exit-zero-on-skipped", skipped).code()).isZero();
    assertThat(rego("test", "-z", failing, skipped).code()).isEqualTo(2);
    assertThat(rego("test", policy, good).code()).isZero();
  }

  @Test
  void testsNeedAFile() {
    Cli.Ran ran = rego("test");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("specify at least one file");
    assertThat(rego("test", "-d", place.resolve("doors.rego").toString()).code()).isZero();
    assertThat(rego("check").err()).contains("specify at least one file");
  }

  @Test
  void oneThingIsReadFromOnePlace() {
    String input = place.resolve("doors.rego").toString();
    for (String command : new String[] {"eval", "bench"}) {
      assertThat(rego(command).err()).contains("specify query argument or --stdin");
      assertThat(rego(command, "--stdin", "1").err()).contains("--stdin but not both");
      assertThat(rego(command, "--stdin", "-I").err())
          .contains("specify --stdin or --stdin-input but not both");
      Cli.Ran ran = rego(command, "-I", "-i", input, "1");
      assertThat(ran.err()).contains("specify --stdin-input or --input but not both");
      assertThat(ran.code()).isEqualTo(2);
    }
  }

  @Test
  void noTestIsAFailureOnlyIfToldSo() {
    assertThat(rego("test", policy).code()).isZero();
    Cli.Ran ran = rego("test", "--fail-on-empty", policy, good, "-r", "nobody");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("no tests were run");
    assertThat(rego("test", "--fail-on-empty", policy, good).code()).isZero();
    assertThat(rego("test", "--fail-on-empty", skipped).code()).isEqualTo(2);
    assertThat(rego("test", "--coverage", "--fail-on-empty", policy).code()).isEqualTo(1);
  }

  @Test
  void aMissedThresholdIsSaidAndAMetOneReported() {
    Cli.Ran missed = rego("test", "--threshold", "99", policy, good);
    assertThat(missed.code()).isEqualTo(2);
    assertThat(missed.out()).isEmpty();
    assertThat(missed.err())
        .contains("Code coverage threshold not met: got 66.67 instead of 99.00");
    Cli.Ran met = rego("test", "--threshold", "10", policy, good);
    assertThat(met.code()).isZero();
    assertThat(met.out())
        .startsWith("{")
        .contains("\"covered_lines\"", "doors.rego", "\"coverage\": 66.6");
    assertThat(rego("test", "--threshold", "10", "-f", "json", policy, good).out())
        .isEqualTo(met.out());
    assertThat(rego("test", "-c", policy, good).out()).isEqualTo(met.out());
  }

  @Test
  void coverageDoesNotHideFailedOrSkippedTests() {
    Cli.Ran failed = rego("test", "--threshold", "10", policy, good, failing);
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out()).contains("data.failing_test.test_no: FAIL");
    Cli.Ran later = rego("test", "--threshold", "10", policy, good, skipped);
    assertThat(later.code()).isEqualTo(2);
    assertThat(later.out()).startsWith("{").contains("\"covered_lines\"");
    assertThat(rego("test", "-z", "--threshold", "10", policy, good, skipped).code()).isZero();
    assertThat(rego("test", "-z", "--threshold", "99", policy, good, skipped).code()).isEqualTo(2);
  }

  @Test
  void aFileThatIsNoModuleAndOneThatIsNotThereDiffer() {
    Cli.Ran wrong = rego("fmt", broken);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("failed to format Rego source file", "rego_parse_error");
    Cli.Ran gone = rego("fmt", missing);
    assertThat(gone.code()).isEqualTo(1);
    assertThat(gone.err()).contains("missing.rego");
    assertThat(rego("fmt", "--fail", policy).code()).isZero();
    assertThat(rego("parse", missing).code()).isEqualTo(1);
  }

  @Test
  void needsOfABrokenPolicyCannotBeSaid() {
    Cli.Ran ran = rego("deps", "-d", broken, "data.broken.open");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("rego_parse_error");
    assertThat(rego("deps", "-d", policy, "data.doors[").code()).isEqualTo(1);
    assertThat(rego("deps", "-d", missing, "data.doors.open").code()).isEqualTo(1);
    assertThat(rego("deps", "-d", policy, "data.doors.open").code()).isZero();
  }

  @Test
  void whatIsUndefinedOrBrokenIsNotTimed() {
    for (String query : new String[] {"data.doors.nowhere", "x := 1; x == 2"}) {
      Cli.Ran ran = rego("bench", "-d", policy, query);
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).contains("undefined result");
      assertThat(ran.out()).isEmpty();
    }
    assertThat(rego("bench", "-d", broken, "data.broken.open").code()).isEqualTo(1);
    assertThat(rego("bench", "-d", missing, "data.doors.open").code()).isEqualTo(1);
  }
}
