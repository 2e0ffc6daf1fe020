package dev.bailey.dist.crash;

import dev.bailey.dist.Bailey;
import dev.bailey.worker.attempt.FaultPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Lives of jobs in one home whose agents are killed. */
final class Lives implements AutoCloseable {
  private static final List<Integer> CODES = List.of(0, 0, 0, 3, 125);
  private static final int AGENT_PATIENCE_SECONDS = 60;

  private final Bailey bailey;
  private final Witness witness;
  private final Set<String> known = new HashSet<>();
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

  /** A fresh home with an image. */
  static Lives begin() throws IOException {
    Bailey bailey = Bailey.fresh();
    must(bailey.run("-y", "image", "build", "images/python-sklearn"));
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
    String job = life.submit(4, code);
    List<String> wrong = new ArrayList<>();
    if (!agent.waitFor(AGENT_PATIENCE_SECONDS, TimeUnit.SECONDS)
        || agent.exitValue() != FaultyAgent.KILLED) {
      agent.destroyForcibly().waitFor();
      wrong.add("the agent never came to this point");
    }
    return judged(life, job, wrong);
  }

  /** A life whose agents are killed at moments that nobody chose. */
  Verdict anywhere(Random random) throws IOException, InterruptedException {
    Life life = life();
    Thread killer = Thread.ofPlatform().start(() -> kill(random));
    String job = life.submit(random.nextInt(20), CODES.get(random.nextInt(CODES.size())));
    killer.join();
    for (int more = random.nextInt(3); more > 0; more--) {
      bailey.run("ps");
      kill(random);
    }
    return judged(life, job, new ArrayList<>());
  }

  private void kill(Random random) {
    try {
      Thread.sleep(random.nextInt(2500));
      bailey.killAgent();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Life life() {
    return new Life(bailey, bailey.home().resolve("jobs/" + ++count));
  }

  private Verdict judged(Life life, String said, List<String> wrong) throws IOException {
    Set<String> now;
    try {
      now = Life.known(bailey);
    } catch (IllegalStateException failed) {
      wrong.add(failed.getMessage());
      now = Life.known(bailey);
    }
    now.removeAll(known);
    known.addAll(now);
    String job = said.isEmpty() ? now.stream().findFirst().orElse("") : said;
    String state = "no job";
    if (job.isEmpty()) {
      witness.testimony().stream()
          .filter(t -> t.contains("began"))
          .forEach(t -> wrong.add("there is no job and a workload began"));
    } else {
      Life.Account account = life.account(job);
      wrong.addAll(Judge.wrong(account, witness.testimony()));
      state = account.state();
    }
    wrong.addAll(bailey.leftovers());
    return new Verdict(state, wrong.stream().map(w -> (job + ": " + w).strip()).toList());
  }

  @Override
  public void close() throws IOException {
    witness.close();
    bailey.close();
  }
}
