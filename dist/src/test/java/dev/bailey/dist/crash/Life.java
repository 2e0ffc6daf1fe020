package dev.bailey.dist.crash;

import dev.bailey.dist.Bailey;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One job, followed to its end over the death of its agent. */
final class Life {
  private static final Pattern JOB = Pattern.compile("life-[0-9a-z]{4}");

  /**
   * LINES and CODE are filled in. Every line is on disk before the next one; a line is printed
   * before it is claimed.
   */
  private static final String WORKLOAD =
      """
      import os, time
      said = os.open('/scratch/said', os.O_WRONLY | os.O_CREAT | os.O_APPEND)
      def say(text):
          os.write(said, (text + '\\n').encode()); os.fsync(said)
      say('began')
      for i in range(LINES):
          print('line', i, flush=True); say('line %d' % i); time.sleep(0.02)
      with open('/out/result', 'w') as f:
          f.write('done'); f.flush(); os.fsync(f.fileno())
      say('ended CODE')
      os._exit(CODE)
      """;

  private final Bailey bailey;
  private final Path directory;

  Life(Bailey bailey, Path directory) {
    this.bailey = bailey;
    this.directory = directory;
  }

  /**
   * What Bailey says of a finished job.
   *
   * @param doubts commands that did not do what they must
   */
  record Account(
      String job, String state, long code, List<String> log, int outputs, List<String> doubts) {
    Account {
      log = List.copyOf(log);
      doubts = List.copyOf(doubts);
    }
  }

  /** Hands in a job; empty if the agent did not live long enough to say its name. */
  String submit(int lines, int code) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("main.py"),
        WORKLOAD.replace("LINES", lines + "").replace("CODE", code + ""));
    Files.writeString(
        directory.resolve("job.yaml"),
        "name: life\nimage: python-sklearn\nscript: main.py\noutputs: [result]\n"
            + "resources: {disk: 16MB, memory: 128MB}\n");
    Bailey.Ran ran = bailey.run("run", "-y", "-d", directory.toString());
    Matcher matcher = JOB.matcher(ran.all());
    return matcher.find() ? matcher.group() : "";
  }

  /** The names of all jobs that Bailey knows. */
  static Set<String> known(Bailey bailey) {
    Bailey.Ran listed = bailey.run("ps", "-o", "json");
    if (listed.code() != 0) {
      throw new IllegalStateException("jobs cannot be listed: " + listed.all());
    }
    return JOB.matcher(listed.out()).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /** Waits for its end, whoever's agent brings it there, and hears what is said of it. */
  Account account(String job) throws IOException {
    List<String> log = bailey.run("logs", "-f", job).out().lines().toList();
    Bailey.Ran shown = bailey.run("show", "-o", "json", job);
    Json.Obj page = page(shown);
    Path file = directory.resolve(job + ".evidence");
    Bailey.Ran exported = bailey.run("evidence", "export", job, "-o", file.toString());
    Bailey.Ran verified =
        bailey.run("verify", file.toString(), "--trust", bailey.home().resolve("pub").toString());
    return new Account(
        job,
        page.text("state").orElse("nothing"),
        page.object("detail").whole("exit_code").orElse(-1L),
        log,
        page.array("outputs").size(),
        Stream.of(doubt("show", shown), doubt("export", exported), doubt("verify", verified))
            .filter(d -> !d.isEmpty())
            .toList());
  }

  private static Json.Obj page(Bailey.Ran shown) {
    return JsonReader.read(shown.out().getBytes(StandardCharsets.UTF_8))
            instanceof JsonReader.Result.Value(Json.Obj page)
        ? page
        : Json.Obj.EMPTY;
  }

  private static String doubt(String what, Bailey.Ran ran) {
    return ran.code() == 0 ? "" : what + " ended with " + ran.code() + ": " + ran.all().strip();
  }
}
