package dev.bailey.dist.crash;

import dev.bailey.dist.Bailey;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One job, followed to its end over the deaths of agents. */
final class Life {
  /**
   * NAME, LINES and CODE are filled in. Every line is on disk before the next one; a line is
   * printed before it is claimed.
   */
  private static final String WORKLOAD =
      """
      import os, time
      said = os.open('/scratch/said', os.O_WRONLY | os.O_CREAT | os.O_APPEND)
      def say(text):
          os.write(said, (text + '\\n').encode()); os.fsync(said)
      say('NAME')
      say('began')
      for i in range(LINES):
          print('line', i, flush=True); say('line %d' % i); time.sleep(0.02)
      with open('/out/result', 'w') as f:
          f.write('done'); f.flush(); os.fsync(f.fileno())
      say('ended CODE')
      os._exit(CODE)
      """;

  /** A policy under which lives may have their network, which leads to nobody. */
  static String opened(String policy) {
    return policy.replace("egress := []", "egress := [{\"host\": \"192.0.2.1\", \"port\": 9}]");
  }

  private final Bailey bailey;
  private final Path directory;
  private final String name;

  /**
   * A life that has not begun.
   *
   * @param number no other life in that home has it
   */
  Life(Bailey bailey, int number) {
    this.bailey = bailey;
    this.name = "life" + number;
    this.directory = bailey.home().resolve("jobs").resolve(name);
  }

  /**
   * What Bailey says of a finished job.
   *
   * @param doubts commands that did not do what they must
   */
  record Account(
      String job, String state, long code, List<String> log, int outputs, List<String> doubts) {
    /** Nobody took it in. */
    static final Account NONE = new Account("", "no job", -1, List.of(), 0, List.of());

    Account {
      log = List.copyOf(log);
      doubts = List.copyOf(doubts);
    }
  }

  /** Hands in a job, to an agent that may not live long enough to take it in. */
  void submit(int lines, int code) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("main.py"),
        WORKLOAD.replace("NAME", name).replace("LINES", lines + "").replace("CODE", code + ""));
    Files.writeString(
        directory.resolve("job.yaml"),
        "name: "
            + name
            + "\nimage: python-sklearn\nscript: main.py\noutputs: [result]\nsandbox: {encrypted_scratch: false}\n"
            + "resources: {cpu: 0.5, disk: 16MB, memory: 128MB}\n"
            + "network: {mode: allow-list, allowed_endpoints: ['192.0.2.1:9']}\n");
    bailey.run("run", "-y", "-d", directory.toString());
  }

  /** The jobs that Bailey knows of this life: one, or none if nobody took it in. */
  List<String> jobs() {
    Bailey.Ran listed = bailey.ask("ps", "-o", "json");
    if (listed.code() != 0) {
      throw new IllegalStateException("jobs cannot be listed: " + listed.all());
    }
    return Pattern.compile("\"(" + name + "-[0-9a-z]{4})\"")
        .matcher(listed.out())
        .results()
        .map(job -> job.group(1))
        .distinct()
        .toList();
  }

  /** What workloads of this life said, container by container. */
  List<List<String>> testimony(List<List<String>> all) {
    return all.stream().filter(said -> !said.isEmpty() && said.getFirst().equals(name)).toList();
  }

  /** Waits for its end, whoever's agent brings it there, and hears what is said of it. */
  Account account(String job) throws IOException {
    List<String> log = bailey.ask("logs", "-f", job).out().lines().toList();
    Bailey.Ran shown = bailey.ask("show", "-o", "json", job);
    Json.Obj page = page(shown);
    Path file = directory.resolve(job + ".evidence");
    Bailey.Ran exported = bailey.ask("evidence", "export", job, "-o", file.toString());
    Bailey.Ran verified =
        bailey.ask("verify", file.toString(), "--trust", bailey.home().resolve("pub").toString());
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
