package dev.bailey.dist.crash;

import dev.bailey.dist.Bailey;
import dev.bailey.worker.attempt.FaultPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Lives of jobs in one home whose agents are killed. */
final class Lives implements AutoCloseable {
  private static final List<Integer> CODES = List.of(0, 0, 0, 3, 125);
  private static final int AGENT_PATIENCE_SECONDS = 60;
  private static final int DEATHS = 3;
  private static final int LONGEST_MILLIS = 2500;

  private final Bailey bailey;
  private final Witness witness;
  private int count;

  /**
   * How a life went.
   *
   * @param state in which its job ended; {@code no job} if it was killed before it was taken in
   * @param wrong what is wrong; empty if nothing is
   */
  record Verdict(String state, List<String> wrong) {
    Verdict {
      wrong = List.copyOf(wrong);
    }
  }

  private Lives(Bailey bailey, Witness witness) {
    this.bailey = bailey;
    this.witness = witness;
  }

  /** A fresh home with an image, and a policy that opens what lives ask for. */
  static Lives begin() throws IOException {
    Bailey bailey = Bailey.fresh();
    must(bailey.run("-y", "image", "build", "images/python-sklearn"));
    bailey.amendPolicy(Life::opened);
    Files.createDirectories(bailey.home().resolve("pub"));
    must(bailey.run("key", "show", "-o", bailey.home().resolve("pub/node.pub").toString()));
    return new Lives(bailey, new Witness(bailey.home()));
  }

  private static void must(Bailey.Ran ran) {
    if (ran.code() != 0) {
      throw new IllegalStateException(ran.all());
    }
  }

  /** A life whose agent ends at a point of the attempt. */
  Verdict at(FaultPoint point, int code) throws IOException, InterruptedException {
    bailey.run("agent", "stop");
    Process agent =
        bailey.startAgent(FaultyAgent.class.getName(), Map.of(FaultyAgent.POINT, point.name()));
    Life life = life();
    life.submit(4, code);
    List<String> wrong = new ArrayList<>();
    if (!agent.waitFor(AGENT_PATIENCE_SECONDS, TimeUnit.SECONDS)
        || agent.exitValue() != FaultyAgent.KILLED) {
      agent.destroyForcibly().waitFor();
      wrong.add("the agent never came to this point");
    }
    return judged(List.of(life), wrong).getFirst();
  }

  /** Lives side by side whose agents are killed, one after the other, at moments nobody chose. */
  List<Verdict> anywhere(Random random, int together) throws IOException, InterruptedException {
    List<Life> lives = new ArrayList<>();
    Thread killer = Thread.ofPlatform().start(() -> kill(random));
    for (int i = 0; i < together; i++) {
      lives.add(life());
      lives.getLast().submit(random.nextInt(20), CODES.get(random.nextInt(CODES.size())));
    }
    killer.join();
    return judged(lives, List.of());
  }

  private void kill(Random random) {
    try {
      for (int i = 0; i < DEATHS; i++) {
        Thread.sleep(random.nextInt(LONGEST_MILLIS));
        bailey.killAgent();
        bailey.run("ps");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Life life() {
    return new Life(bailey, ++count);
  }

  /**
   * Verdicts over lives, once all of them are over.
   *
   * @param before what is wrong already
   */
  private List<Verdict> judged(List<Life> lives, List<String> before) throws IOException {
    List<Life.Account> accounts = new ArrayList<>();
    List<List<String>> wrong = new ArrayList<>();
    bailey.run("ps");
    for (Life life : lives) {
      List<String> jobs = life.jobs();
      wrong.add(new ArrayList<>(jobs.size() > 1 ? List.of("taken in as " + jobs) : List.of()));
      accounts.add(jobs.isEmpty() ? Life.Account.NONE : life.account(jobs.getFirst()));
    }
    wrong.getFirst().addAll(before);
    wrong.getFirst().addAll(bailey.leftovers());
    List<List<String>> testimony = witness.testimony();
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < lives.size(); i++) {
      Life.Account account = accounts.get(i);
      List<List<String>> own = lives.get(i).testimony(testimony);
      wrong.get(i).addAll(Judge.wrong(account, own));
      verdicts.add(
          new Verdict(
              account.state(), wrong.get(i).stream().map(w -> account.job() + ": " + w).toList()));
    }
    return verdicts;
  }

  /** What is wrong when the home has ended. */
  List<String> end() {
    return bailey.end();
  }

  @Override
  public void close() throws IOException {
    witness.close();
    bailey.close();
  }
}
