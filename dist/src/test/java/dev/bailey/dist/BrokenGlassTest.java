package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody whom the policy refuses a log and an output reads them for a reason. */
@Tag("container")
class BrokenGlassTest {
  private static final String REASON = "The model answers nonsense.";

  @TempDir Path dir;

  @Test
  void theGlassIsBrokenForAReasonThatAllCanSee() throws IOException {
    try (Bailey bailey = Bailey.fresh()) {
      must(bailey, "-y", "image", "build", "images/python-sklearn");
      bailey.amendPolicy(house ->
          house
                  .replace("read_log := bailey.granted\n", "")
                  .replace("read_output := bailey.granted\n", "")
              + "\nallow_break_glass := true\n\nbreak_glass := data.bailey.break_glass\n");
      Path job = Files.createDirectory(dir.resolve("job"));
      Files.writeString(
          job.resolve("main.py"),
          "print('hello', flush=True)\n" + "open('/out/a.txt', 'w').write('kept')\n");
      Files.writeString(
          job.resolve("job.yaml"),
          "name: probe\nimage: python-sklearn\nscript: main.py\noutputs: [a.txt]\n");
      Bailey.Ran ran = bailey.run("run", "-d", "-y", job.toString());
      Matcher id = Pattern.compile("probe-[0-9a-z]{4}").matcher(ran.all());
      assertThat(id.find()).as(ran.all()).isTrue();
      String probe = id.group();
      await(bailey, probe);

      assertThat(bailey.run("logs", probe).code()).isEqualTo(10);
      Bailey.Ran blank = bailey.run("logs", probe, "--break-glass", "  ");
      assertThat(blank.code()).as(blank.all()).isEqualTo(2);
      assertThat(blank.all()).contains("a reason has words");
      assertThat(bailey.run("logs", probe, "--break-glass", "a\nb").code()).isEqualTo(2);
      assertThat(bailey.ask("why", probe).out()).doesNotContain("glass");

      Bailey.Ran log = bailey.run("logs", probe, "--break-glass", REASON);
      assertThat(log.code()).as(log.all()).isZero();
      assertThat(log.out()).contains("hello");

      Path outputs = dir.resolve("outputs");
      assertThat(bailey.run("outputs", probe, "-o", outputs.toString()).code()).isEqualTo(10);
      Bailey.Ran copied =
          bailey.run("outputs", probe, "-o", outputs.toString(), "--break-glass", REASON);
      assertThat(copied.code()).as(copied.all()).isZero();
      assertThat(outputs.resolve("a.txt")).hasContent("kept");

      String user = System.getProperty("user.name");
      assertThat(bailey.ask("why", probe).out())
          .contains("broken by " + user + " for the log of attempt 1: " + REASON)
          .contains("for the output a.txt of attempt 1: " + REASON);
      assertThat(bailey.ask("show", probe).out()).contains("broken glass", REASON);
      assertThat(bailey.ask("audit", "tail").out()).contains("break_glass by " + user, REASON);

      Path evidence = dir.resolve("probe.evidence");
      Path key = dir.resolve("node.pub");
      must(bailey, "evidence", "export", probe, "-o", evidence.toString());
      must(bailey, "key", "show", "-o", key.toString());
      Bailey.Ran verified = bailey.run("verify", evidence.toString(), "--trust", key.toString());
      assertThat(verified.code()).as(verified.all()).isZero();
      assertThat(verified.all().replaceAll("\\s+", " "))
          .contains("broken by " + user + " for the log: " + REASON)
          .contains("for the output a.txt: " + REASON);
    }
  }

  private static void await(Bailey bailey, String job) {
    for (int i = 0; i < 600; i++) {
      String page = bailey.ask("show", job, "-o", "json").out().replace(" ", "");
      if (page.contains("\"closed\":true")) {
        return;
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }
    throw new AssertionError(bailey.ask("show", job).all());
  }

  private static void must(Bailey bailey, String... arguments) {
    Bailey.Ran ran = bailey.run(arguments);
    assertThat(ran.code()).as(ran.all()).isZero();
  }
}
