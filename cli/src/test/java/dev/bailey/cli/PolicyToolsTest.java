package dev.bailey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies are tested and compared on the command line. */
class PolicyToolsTest {
  private static final Path PAGE = Path.of("../docs/policy.md");

  @TempDir Path dir;
  private Cli cli;
  private Path house;
  private List<String> examples = List.of();

  @BeforeEach
  void thePolicyOfThePage() throws IOException {
    cli = Cli.on(dir.resolve("home"));
    String page = Files.readString(PAGE);
    house = write("house.rego", block(page, "## How a policy is written", "rego"));
    examples =
        List.of(
            block(page, "## Testing and comparing", "rego"),
            block(page, "## Testing and comparing", "json"));
  }

  private static String block(String page, String heading, String language) {
    int from = page.indexOf("```" + language + "\n", page.indexOf(heading));
    return page.substring(from + language.length() + 4, page.indexOf("```", from + 3));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  private Cli.Ran test(String... more) {
    String[] all = new String[more.length + 3];
    System.arraycopy(new String[] {"policy", "test", house.toString()}, 0, all, 0, 3);
    System.arraycopy(more, 0, all, 3, more.length);
    return cli.run(all);
  }

  @Test
  void theTestsOfThePagePass() throws IOException {
    write("house_test.rego", examples.getFirst());
    write("house_test.json", examples.getLast());
    Cli.Ran ran = test("-v");
    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out())
        .contains("data.house_test.test_logs_may_be_read: PASS")
        .contains("3 shutdown_container: PASS")
        .contains("PASS: 4/4");
  }

  @Test
  void aPolicyThatAnswersOtherwiseFails() throws IOException {
    write("house_test.rego", examples.getFirst());
    Path questions = write("house_test.json", examples.getLast());
    Files.writeString(
        house,
        Files.readString(house)
            .replace("read_log := bailey.granted", "delete_job := bailey.granted"));
    Cli.Ran ran = test();
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out())
        .contains("data.house_test.test_logs_may_be_read: FAIL")
        .contains("1 read_log: FAIL")
        .contains("  expected: allowed")
        .contains("  it was refused: ")
        .contains("4 delete_job: FAIL")
        .contains("  it was allowed")
        .contains("PASS: 2/4");
    assertThat(test("-r", "none", questions.toString()).code()).isEqualTo(1);
  }

  @Test
  void theReasonIsExpectedToo() throws IOException {
    Path questions =
        write(
            "own.json",
            examples.getLast().replace("\"because\": \"containerID\"", "\"because\": \"green\""));
    Cli.Ran ran = test(questions.toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out())
        .contains("3 shutdown_container: FAIL")
        .contains("expected: refused, because of something with “green”")
        .contains("it was refused: a question that says it; containerID = ");
  }

  @Test
  void anEarlierAnswerMattersForALaterOne() throws IOException {
    Path questions =
        write(
            "twice.json",
            """
            [{"name": "plan9_unmount", "input": {"target": "/x"}, "allowed": true},
             {"name": "plan9_unmount", "input": {"target": "/x"}, "allowed": false}]
            """);
    Files.writeString(
        house,
        """
        package policy

        import data.bailey

        api_version := "0.12.0"

        plan9_unmount := {"allowed": true, "metadata": [bailey.put("seen", input.target, true)]} if {
          not bailey.knows("seen", input.target)
        }
        """);
    Cli.Ran ran = test(questions.toString());
    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
  }

  @Test
  void whatIsNoTestIsRefused() throws IOException {
    assertThat(test().code()).isEqualTo(1);
    assertThat(test().err()).contains("no test was run");
    for (String wrong :
        List.of(
            "{}",
            "[1]",
            "[{\"name\": \"read_log\", \"input\": {}}]",
            "[{\"name\": \"no_point\", \"input\": {}, \"allowed\": true}]",
            "[{\"name\": \"read_log\", \"input\": {\"attempt\": 1.5}, \"allowed\": true}]",
            "[")) {
      Cli.Ran ran = test(write("wrong.json", wrong).toString());
      assertThat(ran.code()).as(wrong).isEqualTo(1);
      assertThat(ran.err()).as(wrong).contains("wrong.json cannot be used");
    }
    Cli.Ran ran = test(write("wrong_test.rego", "package house_test\ntest_x if {").toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("wrong_test.rego");
    write("house_test.json", examples.getLast());
    Files.writeString(house, "package policy\nx := ");
    assertThat(test().code()).isEqualTo(1);
    assertThat(test().err()).contains("the policy cannot be tested");
  }

  @Test
  void whatIsListedIsComparedByValueAndTheRestByText() throws IOException {
    Path left =
        write(
            "left.rego",
            """
            package policy

            images := ["a", "b"]

            limits := {"cpu_millis": 1000, "pids": 10}

            read_log := {"allowed": input.job == "x"}
            """);
    Path right =
        write(
            "right.rego",
            """
            package policy
            # the same list, made in another way
            images := [image | some image in {"b", "a"}]

            limits := {"cpu_millis": 2000, "memory_bytes": 5}

            read_log := {"allowed": input.job == "y"}

            delete_job := {"allowed": true}
            """);
    Cli.Ran ran = cli.run("policy", "diff", left.toString(), right.toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out().lines())
        .containsExactly(
            "delete_job",
            "+ {\"allowed\":true}",
            "limits.cpu_millis",
            "- 1000",
            "+ 2000",
            "limits.memory_bytes",
            "+ 5",
            "limits.pids",
            "- 10",
            "read_log",
            "- read_log := {\"allowed\": input.job == \"x\"}",
            "+ read_log := {\"allowed\": input.job == \"y\"}");
    Cli.Ran json = cli.run("policy", "diff", left.toString(), right.toString(), "-o", "json");
    assertThat(json.out())
        .contains(
            "{\"where\":\"limits.cpu_millis\",\"kind\":\"value\",\"before\":\"1000\",\"after\":\"2000\"}");
    Cli.Ran same = cli.run("policy", "diff", left.toString(), left.toString());
    assertThat(same.code()).isZero();
    assertThat(same.out()).isEmpty();
  }

  /** The same texts mean something else if a name in them comes from elsewhere. */
  @Test
  void importsAreComparedToo() throws IOException {
    String text = "package policy\n\nimport data.%s as rules\n\nread_log := rules.granted\n";
    Path left = write("left.rego", text.formatted("bailey"));
    Path right = write("right.rego", text.formatted("policy.own"));
    Files.writeString(right, Files.readString(right) + "\nown := {}\n");
    Files.writeString(left, Files.readString(left) + "\nown := {}\n");
    Cli.Ran ran = cli.run("policy", "diff", left.toString(), right.toString());
    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(ran.out())
        .contains("import\n- import data.bailey as rules\n+ import data.policy.own as rules");
  }

  @Test
  void whatIsLeftOutOfALongRuleIsSaid() throws IOException {
    String lines = "\tinput.a != \"x\"\n".repeat(100);
    Path left = write("left.rego", "package policy\n\nread_log := true if {\n" + lines + "}\n");
    Path right =
        write("right.rego", "package policy\n\nread_log := true if {\n" + lines + "\tinput.b\n}\n");
    Cli.Ran ran = cli.run("policy", "diff", left.toString(), right.toString());
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("- … and 42 more lines", "+ … and 43 more lines");
  }

  @Test
  void theHouseIsAPolicyToo() {
    assertThat(cli.run("policy", "diff", "house", "house").code()).isZero();
    assertThat(cli.run("policy", "diff", "house", house.toString()).code()).isEqualTo(1);
  }

  @Test
  void whatCannotBeUsedIsNotCompared() throws IOException {
    Path broken = write("broken.rego", "package policy\nx := ");
    assertThat(cli.run("policy", "diff", house.toString(), broken.toString()).code()).isEqualTo(2);
    assertThat(cli.run("policy", "diff", house.toString(), dir + "/none").code()).isEqualTo(2);
    Path signed = write("x.signed", "{\"payload\": \"\"}");
    assertThat(cli.run("policy", "diff", house.toString(), signed.toString()).code()).isEqualTo(11);
    Path evidence = write("x.evidence", "nothing\n");
    Cli.Ran ran =
        cli.run(
            "policy",
            "diff",
            house.toString(),
            house.toString(),
            "--evidence",
            evidence.toString());
    assertThat(ran.code()).isEqualTo(11);
  }
}
