package dev.bailey.dist.bench;

import dev.bailey.worker.host.ContainerRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A whole no-op job through Bailey's agent beside bare {@code podman run --rm} with the same walls:
 * interleaved pairs, in changing order, so that whatever else the host does hits both. Arguments:
 * the checkout, then the number of pairs.
 */
public final class StartBench {
  /** Pairs before counting begins: programs and files come into memory, hot code is compiled. */
  private static final int WARM_UP = 20;

  private static final int PAIRS = 200;

  /** Goal for the 99th percentile of the paired differences. */
  private static final double MAX_DIFFERENCE_MILLIS = 100;

  private final NoOpJob job;
  private final BareRun bare;
  private final List<Double> jobs = new ArrayList<>();
  private final List<Double> runs = new ArrayList<>();

  private StartBench(NoOpJob job, BareRun bare) {
    this.job = job;
    this.bare = bare;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    int pairs = args.length > 1 ? Integer.parseInt(args[1]) : PAIRS;
    try (Yard yard = Yard.open(Path.of(args[0]))) {
      yard.setUp();
      Path own = Files.createDirectory(yard.root().resolve("bench"));
      ContainerRuntime runtime = yard.runtime();
      Map<String, String> environment =
          Map.of("CONTAINERS_CONF", runtime.containersConf().toString());
      Facts.print(yard.root());
      Facts.printEngine(environment);
      try (TinyImage _ = TinyImage.make(own, environment);
          NoOpJob job = new NoOpJob(yard, own.resolve("job"), "")) {
        BareRun bare = new BareRun(own, runtime.processes(), environment);
        System.out.println("bare: " + bare.text());
        new StartBench(job, bare).measure(pairs);
      }
    }
  }

  private void measure(int pairs) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP; i++) {
      pair(i);
    }
    jobs.clear();
    runs.clear();
    String before = Facts.load();
    long events = job.events();
    for (int i = 0; i < pairs; i++) {
      pair(i);
    }
    System.out.printf(
        Locale.ROOT,
        "load: %s before, %s after%n%d pairs after %d that do not count; %d events on disk a job%n",
        before,
        Facts.load(),
        pairs,
        WARM_UP,
        (job.events() - events) / pairs);
    report();
  }

  private void pair(int number) throws IOException, InterruptedException {
    if (number % 2 == 0) {
      jobs.add(job.millis());
      runs.add(bare.millis());
    } else {
      runs.add(bare.millis());
      jobs.add(job.millis());
    }
  }

  private void report() {
    Spread own = new Spread(jobs);
    Spread rival = new Spread(runs);
    Spread difference =
        new Spread(
            IntStream.range(0, jobs.size()).mapToObj(i -> jobs.get(i) - runs.get(i)).toList());
    System.out.println(Spread.head("milliseconds"));
    System.out.println(own.line("bailey, submit to closed"));
    System.out.println(rival.line("podman run --rm"));
    System.out.println(difference.line("bailey less podman, by pair"));
    verdict("median no slower than podman run", own.median() <= rival.median());
    verdict(
        "p99 of the differences at most " + (int) MAX_DIFFERENCE_MILLIS + " ms",
        difference.quantile(0.99) <= MAX_DIFFERENCE_MILLIS);
  }

  private static void verdict(String goal, boolean met) {
    System.out.println((met ? "met:     " : "not met: ") + goal);
  }
}
