package dev.bailey.rego.vectors;

import dev.bailey.rego.Optimisations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the cases below a folder, says which fail and why, and counts. */
final class VectorsMain {
  private static final String USAGE =
      "usage: vectors rego DIR [--off index|memo|early-exit|planning|all] [--filter TEXT]"
          + " [--gaps FILE] [--threads N] [--by-file]";
  private static final long SECONDS_A_CASE = 30;

  private Path folder = Path.of("");
  private Optimisations optimisations = Optimisations.ALL;
  private String filter = "";
  private Gaps gaps = Gaps.NONE;
  private int threads = 2;
  private boolean byFile;

  private int passed;
  private int failed;
  private int skipped;
  private final Map<String, Integer> failedByFile = new TreeMap<>();

  private VectorsMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    VectorsMain main = new VectorsMain();
    if (!main.understands(List.of(args))) {
      System.err.println(USAGE);
      System.exit(2);
    }
    main.run();
    System.exit(main.failed == 0 ? 0 : 1);
  }

  private boolean understands(List<String> args) throws IOException {
    if (args.size() < 2 || !args.getFirst().equals("rego")) {
      return false;
    }
    folder = Path.of(args.get(1));
    for (int i = 2; i < args.size(); i++) {
      String option = args.get(i);
      if (option.equals("--by-file")) {
        byFile = true;
        continue;
      }
      if (++i == args.size()) {
        return false;
      }
      String value = args.get(i);
      switch (option) {
        case "--off" -> {
          if (Vectors.without(value).isEmpty()) {
            return false;
          }
          optimisations = Vectors.without(value).get();
        }
        case "--filter" -> filter = value;
        case "--gaps" -> gaps = Gaps.read(Path.of(value));
        case "--threads" -> threads = Integer.parseInt(value);
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  private void run() throws IOException, InterruptedException {
    CaseRunner runner = new CaseRunner(optimisations);
    ExecutorService pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
    List<Vectors.Test> tests =
        Vectors.below(folder).stream()
            .filter(t -> (t.title() + " " + t.file()).contains(filter))
            .toList();
    List<Future<Verdict>> running = new ArrayList<>();
    for (Vectors.Test test : tests) {
      running.add(pool.submit(() -> test.check().run(runner)));
    }
    for (int i = 0; i < tests.size(); i++) {
      count(tests.get(i), gaps.judge(tests.get(i).id(), verdict(running.get(i))));
    }
    if (byFile) {
      failedByFile.forEach((file, n) -> System.out.println(n + " failed in " + file));
    }
    System.out.println("%d passed, %d failed, %d skipped".formatted(passed, failed, skipped));
  }

  private static Verdict verdict(Future<Verdict> running) throws InterruptedException {
    try {
      return running.get(SECONDS_A_CASE, TimeUnit.SECONDS);
    } catch (ExecutionException thrown) {
      return new Verdict.Failed(Thrown.text(thrown.getCause()));
    } catch (TimeoutException stuck) {
      running.cancel(true);
      return new Verdict.Failed("not done after " + SECONDS_A_CASE + " s");
    }
  }

  private void count(Vectors.Test test, Verdict verdict) {
    switch (verdict) {
      case Verdict.Passed p -> passed++;
      case Verdict.Skipped s -> {
        skipped++;
        System.out.println("skipped " + test.title() + " (" + test.file() + "): " + s.reason());
      }
      case Verdict.Failed f -> {
        failed++;
        failedByFile.merge(test.file(), 1, Integer::sum);
        System.out.println("FAILED " + test.title() + " (" + test.file() + ")");
        System.out.println("    " + f.reason().replace("\n", "\n    "));
      }
    }
  }
}
