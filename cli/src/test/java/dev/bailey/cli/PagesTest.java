package dev.bailey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages show is what happens. */
class PagesTest {
  private static final Path ROOT = Path.of("..");

  @TempDir Path home;

  @Test
  void consoleExamplesOfThePageOnRegoPrintWhatThePageSays() throws IOException {
    List<Shown> all = console(Files.readString(ROOT.resolve("docs/rego.md")));
    assertThat(all).hasSizeGreaterThanOrEqualTo(3);
    for (Shown shown : all) {
      Cli.Ran ran =
          Cli.on(home).run(shown.command().replace("examples/", "../examples/").split(" "));
      assertThat(ran.err()).as(shown.command()).isEmpty();
      assertThat(ran.out().replace("../examples/", "examples/").strip())
          .as(shown.command())
          .isEqualTo(shown.output());
    }
  }

  @Test
  void theExamplesInJavaAreOnesThatTestsRun() throws IOException {
    String code = example("EngineTest");
    assertThat(Files.readString(ROOT.resolve("docs/rego.md"))).contains(example("ExampleTest"));
    for (String page : List.of("README.md", "docs/rego.md")) {
      assertThat(Files.readString(ROOT.resolve(page))).as(page).contains(code);
    }
  }

  @Test
  void thePolicyOfThePageOnPoliciesCanBeUsed() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/policy.md"));
    String written = page.substring(page.indexOf("## How a policy is written"));
    RegoPolicy policy = new RegoPolicy("page", block(written, "```rego\n"));
    assertThat(policy.check()).isInstanceOf(Tried.Done.class);
  }

  /** The rule that a person writes first, with its tests. */
  @Test
  void theFirstRuleOfThePageDoesWhatThePageSays() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/policy.md"));
    String lesson = page.substring(page.indexOf("## Your first rule"));
    Path mine = home.resolve("house.rego");
    Files.writeString(home.resolve("house_test.json"), block(lesson, "```json\n"));
    Files.writeString(mine, RegoPolicy.house().document());
    Cli cli = Cli.on(home.resolve("home"));
    Cli.Ran without = cli.run("policy", "test", mine.toString());
    assertThat(without.code()).as(without.out() + without.err()).isEqualTo(2);
    Files.writeString(mine, RegoPolicy.house().document() + "\n" + block(lesson, "```rego\n"));
    Cli.Ran checked = cli.run("policy", "check", mine.toString());
    assertThat(checked.code()).as(checked.err()).isZero();
    Cli.Ran tested = cli.run("policy", "test", mine.toString());
    assertThat(tested.code()).as(tested.out() + tested.err()).isZero();
  }

  private static String block(String text, String fence) {
    int from = text.indexOf(fence) + fence.length();
    return text.substring(from, text.indexOf("```", from));
  }

  private static String example(String name) throws IOException {
    String test =
        Files.readString(ROOT.resolve("rego/src/test/java/dev/bailey/rego/" + name + ".java"));
    String example = test.substring(test.indexOf("// example:"), test.indexOf("// end")).strip();
    return example.substring(example.indexOf('\n') + 1).stripIndent().strip();
  }

  private record Shown(String command, String output) {}

  private static List<Shown> console(String page) {
    List<Shown> all = new ArrayList<>();
    String[] parts = page.split("```", -1);
    for (int i = 1; i < parts.length; i += 2) {
      if (parts[i].startsWith("console\n")) {
        for (String one : parts[i].substring("console\n".length()).split("(?m)^\\$ bailey ", -1)) {
          if (!one.isBlank()) {
            int end = one.indexOf('\n');
            all.add(new Shown(one.substring(0, end), one.substring(end + 1).strip()));
          }
        }
      }
    }
    return all;
  }
}
