package dev.bailey.dist.crash;

import dev.bailey.dist.Bailey;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.worker.attempt.FaultPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lives of jobs on containers without walls, many at once in one home, whose agents are killed one
 * after the other. What workloads wrote with their own hands is held against what the last agent
 * says of them.
 */
final class FakeLives {
  private static final List<Integer> CODES = List.of(0, 0, 0, 3, 125);
  private static final List<FaultPoint> POINTS = List.of(FaultPoint.values());
  private static final int DEATHS = 3;
  private static final int LONGEST_MILLIS = 1200;

  private FakeLives() {}

  /** Jobs that meet an agent's death at random: three in turn, at moments or points. */
  static List<Lives.Verdict> anywhere(Random random, int jobs) throws IOException {
    List<String> ends = new ArrayList<>();
    for (int i = 0; i < DEATHS; i++) {
      FaultPoint point = POINTS.get(random.nextInt(POINTS.size()));
      ends.add(
          random.nextBoolean()
              ? "ms:" + (200 + random.nextInt(LONGEST_MILLIS))
              : "at:" + point + ":" + (1 + random.nextInt(jobs)));
    }
    List<String> wishes = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      wishes.add(random.nextInt(20) + "-" + CODES.get(random.nextInt(CODES.size())));
    }
    return verdicts(ends, wishes, false);
  }

  /**
   * Jobs whose agents end at every point of an attempt in turn; each agent takes a job in, and
   * comes to its point with that one or with one that an earlier agent left.
   */
  static List<Lives.Verdict> everywhere() throws IOException {
    List<String> ends = POINTS.stream().map(point -> "at:" + point + ":1").toList();
    return verdicts(ends, List.of("3-0"), true);
  }

  /**
   * A job that says nothing and ends with the code of a starter that was never let go; its agent
   * ends right after letting it go.
   */
  static List<Lives.Verdict> silent() throws IOException {
    return verdicts(List.of("at:" + FaultPoint.RELEASED + ":1"), List.of("0-125"), true);
  }

  /**
   * Verdicts over the jobs of one fresh home.
   *
   * @param ends of the agents, in turn
   * @param wishes jobs that the first agent takes in
   * @param each whether every agent takes them in, and must come to its end
   */
  private static List<Lives.Verdict> verdicts(List<String> ends, List<String> wishes, boolean each)
      throws IOException {
    Path home = Files.createTempDirectory("fl");
    try {
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < ends.size(); i++) {
        int code = agent(home, ends.get(i), each || i == 0 ? wishes : List.of());
        if (each && code != FaultyAgent.KILLED) {
          wrong.add("an agent ended with " + code + " instead of " + ends.get(i));
        }
      }
      if (agent(home, "over", List.of()) != 0) {
        wrong.add("the last agent failed after " + ends + ": " + Files.readString(log(home)));
        return List.of(new Lives.Verdict("unknown", wrong));
      }
      wrong.addAll(Bailey.leftovers(home));
      List<Lives.Verdict> verdicts = new ArrayList<>(judged(home));
      if (!wrong.isEmpty() || verdicts.isEmpty()) {
        verdicts.add(new Lives.Verdict("no job", wrong));
      }
      return verdicts.stream()
          .map(v ->
              new Lives.Verdict(
                  v.state(), v.wrong().stream().map(w -> w + " (" + ends + ")").toList()))
          .toList();
    } finally {
      delete(home);
    }
  }

  private static int agent(Path home, String end, List<String> jobs) throws IOException {
    return Bailey.ended(
        home,
        log(home),
        FakeAgent.class,
        Stream.concat(Stream.of(home.toString(), end), jobs.stream()).toList());
  }

  private static Path log(Path home) {
    return home.resolve("agent.log");
  }

  private static List<Lives.Verdict> judged(Path home) throws IOException {
    Set<String> known = new HashSet<>();
    List<Lives.Verdict> verdicts = new ArrayList<>();
    for (String line : Files.readAllLines(home.resolve("accounts"))) {
      Life.Account account = account(line);
      known.add(account.job());
      List<String> wrong = Judge.wrong(account, testimony(home, account.job()));
      verdicts.add(
          new Lives.Verdict(
              account.state(), wrong.stream().map(w -> account.job() + ": " + w).toList()));
    }
    if (Files.isDirectory(home.resolve("testimony"))) {
      try (Stream<Path> jobs = Files.list(home.resolve("testimony"))) {
        jobs.map(j -> j.getFileName().toString())
            .filter(j -> !known.contains(j))
            .forEach(j ->
                verdicts.add(
                    new Lives.Verdict("no job", List.of("nobody knows " + j + ", which began"))));
      }
    }
    return verdicts;
  }

  private static Life.Account account(String line) {
    if (!(JsonReader.read(line.getBytes(StandardCharsets.UTF_8))
        instanceof JsonReader.Result.Value(Json.Obj account))) {
      throw new IllegalStateException(line);
    }
    return new Life.Account(
        account.text("job").orElseThrow(),
        account.text("state").orElseThrow(),
        account.whole("code").orElseThrow(),
        texts(account, "log"),
        account.whole("outputs").orElseThrow().intValue(),
        texts(account, "doubts"));
  }

  private static List<String> texts(Json.Obj from, String name) {
    return from.array(name).stream().map(t -> ((Json.Str) t).value()).toList();
  }

  private static List<List<String>> testimony(Path home, String job) throws IOException {
    List<List<String>> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(home.resolve("testimony").resolve(job))) {
      for (Path file : files.toList()) {
        all.add(Files.readAllLines(file));
      }
    } catch (NoSuchFileException neverStarted) {
      return List.of();
    }
    return all;
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> tree = Files.walk(home)) {
      for (Path path : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
