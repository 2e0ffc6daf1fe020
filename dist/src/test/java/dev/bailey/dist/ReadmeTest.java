package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of the README does what it is said to do, in the order in which it stands there.
 */
@Tag("container")
class ReadmeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern COMMAND =
      Pattern.compile("(?<=^ {4}| {4})\\./bailey (.+?)(?= {3}|$)", Pattern.MULTILINE);
  private static final Pattern JOB = Pattern.compile("[a-z]+-[0-9a-z]{4}");
  private static final String STAND_ALONE =
      "java -jar verify/target/bailey-verify.jar FILE --trust KEYS";

  @TempDir Path dir;

  @Test
  void everyCommandIsRun() throws IOException, InterruptedException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    List<String> commands =
        COMMAND.matcher(readme).results().map((MatchResult m) -> m.group(1).strip()).toList();
    assertThat(commands)
        .anyMatch(c -> c.startsWith("run"))
        .anyMatch(c -> c.startsWith("verify"))
        .hasSizeGreaterThan(9);
    assertThat(readme).contains("    mkdir -p keys\n", STAND_ALONE);
    Files.createDirectories(dir.resolve("keys"));
    Files.createDirectories(dir.resolve("examples"));
    Files.createSymbolicLink(
        dir.resolve("examples/digits"), ROOT.resolve("examples/digits").toRealPath());
    try (Bailey bailey = Bailey.fresh()) {
      String digits = "";
      String sleeper = "";
      for (String command : commands) {
        boolean other = command.matches("(exec|cancel|rm) .*");
        if (other && sleeper.isEmpty()) {
          sleeper = sleeper(bailey);
        }
        Bailey.Ran ran = run(bailey, command, other ? sleeper : digits);
        assertThat(ran.code()).as(command + ": " + ran.all()).isZero();
        if (command.startsWith("run")) {
          digits = job(ran);
        }
      }
      assertThat(bailey.run("ps").out()).contains(digits).doesNotContain(sleeper);
      assertThat(bailey.leftovers()).isEmpty();
    }
    verifiesAlone();
  }

  private String sleeper(Bailey bailey) throws IOException {
    Path job = Files.createDirectory(dir.resolve("sleeper"));
    Files.writeString(
        job.resolve("job.yaml"),
        "name: sleeper\nimage: python-sklearn\ncommand: [/bin/sh, -c, \"echo up; sleep 600\"]\n");
    String name = job(bailey.run("run", "-y", "-d", job.toString()));
    Process log = bailey.start("logs", "-f", name);
    assertThat(log.getInputStream().read()).as("it runs").isNotNegative();
    log.destroy();
    return name;
  }

  private static String job(Bailey.Ran ran) {
    return JOB.matcher(ran.all())
        .results()
        .map(MatchResult::group)
        .filter(name -> name.startsWith("digits-") || name.startsWith("sleeper-"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(ran.all()));
  }

  /** As it stands, but for what its reader fills in. A cancelled job needs a moment to end. */
  private Bailey.Ran run(Bailey bailey, String command, String job) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(command.split(" +")));
    words.replaceAll(w -> w.equals("JOB") ? job : w.equals("CMD…") ? "/bin/true" : w);
    if (words.getFirst().equals("run") && !words.contains("-y")) {
      words.add(1, "-y");
    }
    Bailey.Ran ran = bailey.runIn(dir, words.toArray(String[]::new));
    for (int i = 0; words.getFirst().equals("rm") && ran.code() == 14 && i < 100; i++) {
      Thread.sleep(100);
      ran = bailey.runIn(dir, words.toArray(String[]::new));
    }
    return ran;
  }

  private void verifiesAlone() throws IOException, InterruptedException {
    Path jar;
    try (var jars = Files.list(ROOT.resolve("verify/target"))) {
      jar =
          jars.filter(j -> j.getFileName().toString().equals("bailey-verify.jar"))
              .findFirst()
              .orElseThrow();
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                dir.resolve("digits.evidence").toString(),
                "--trust",
                dir.resolve("keys").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("self-attested");
  }
}
