package dev.bailey.rego.bench;

import dev.bailey.rego.Outcome;
import dev.bailey.rego.value.Value;
import dev.bailey.rego.vectors.Comparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures a set of benchmarks, after it has checked that each gives what is expected. */
final class BenchMain {
  private static final String USAGE =
      "usage: bench rego DIR [--filter TEXT] [--save FILE] [--compare FILE] [--opa PROGRAM]"
          + " [--threads N] [--check]";

  private Path folder = Path.of("");
  private String filter = "";
  private Optional<Path> save = Optional.empty();
  private Optional<Path> compare = Optional.empty();
  private Optional<Opa> opa = Optional.empty();
  private int threads = Runtime.getRuntime().availableProcessors();
  private boolean onlyCheck;

  private BenchMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    BenchMain main = new BenchMain();
    if (!main.understands(List.of(args))) {
      System.err.println(USAGE);
      System.exit(2);
    }
    System.exit(main.run() ? 0 : 1);
  }

  private boolean understands(List<String> args) {
    if (args.isEmpty() || args.getFirst().startsWith("-")) {
      return false;
    }
    folder = Path.of(args.getFirst());
    for (int i = 1; i < args.size(); i++) {
      String option = args.get(i);
      if (option.equals("--check")) {
        onlyCheck = true;
        continue;
      }
      if (++i == args.size()) {
        return false;
      }
      String value = args.get(i);
      switch (option) {
        case "--filter" -> filter = value;
        case "--save" -> save = Optional.of(Path.of(value));
        case "--compare" -> compare = Optional.of(Path.of(value));
        case "--opa" -> opa = Optional.of(new Opa(value));
        case "--threads" -> threads = Integer.parseInt(value);
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  private boolean run() throws IOException, InterruptedException {
    List<Task> tasks =
        Stream.concat(Task.set(folder).stream(), Stream.of(Generated.task()))
            .filter(t -> t.name().contains(filter))
            .toList();
    List<Task> right = new ArrayList<>();
    for (Task task : tasks) {
      if (isRight(task)) {
        right.add(task);
      }
    }
    System.out.println("%d of %d give what is expected".formatted(right.size(), tasks.size()));
    if (!onlyCheck) {
      measure(right);
    }
    return right.size() == tasks.size();
  }

  private static boolean isRight(Task task) {
    Outcome outcome;
    try {
      outcome = task.prepare().evaluate(task.input());
    } catch (RuntimeException | StackOverflowError wrong) {
      System.out.println("WRONG " + task.name() + ": " + wrong.getMessage());
      return false;
    }
    Optional<Value> got = outcome.toOptional().map(Comparison::plain);
    if (outcome instanceof Outcome.Failed || !got.equals(task.expected())) {
      System.out.println(
          "WRONG " + task.name() + ": wanted " + task.expected() + " and got " + outcome);
      return false;
    }
    return true;
  }

  private void measure(List<Task> tasks) throws IOException, InterruptedException {
    Table table = new Table(opa.isPresent());
    Map<String, Figures> all = new LinkedHashMap<>();
    for (Task task : tasks) {
      Figures figures = new Measure(task).figures();
      if (opa.isPresent()) {
        figures = figures.withOpa(opa.get().nanos(task));
      }
      all.put(task.name(), figures);
      System.out.println(table.line(task.name(), figures));
    }
    opa.ifPresent(o -> System.out.println(Table.againstOpa(all)));
    if (compare.isPresent()) {
      System.out.println(Table.against(compare.get(), Figures.load(compare.get()), all));
    }
    if (save.isPresent()) {
      Figures.save(all, save.get());
    }
    if (threads > 0 && !tasks.isEmpty()) {
      scale(tasks);
    }
  }

  /** What several threads do together, beside what one does alone in the same run. */
  private void scale(List<Task> tasks) throws InterruptedException {
    double logarithms = 0;
    for (Task task : tasks) {
      Measure.Scaling scaling = new Measure(task).scaling(threads);
      logarithms += Math.log(scaling.times());
      System.out.println(
          "%-28s %,14.0f/s on 1 thread %,14.0f/s on %d: %.2f times"
              .formatted(task.name(), scaling.one(), scaling.many(), threads, scaling.times()));
    }
    System.out.println(
        "throughput on %d threads is %.2f times that on 1 (geometric mean of %d)"
            .formatted(threads, Math.exp(logarithms / tasks.size()), tasks.size()));
  }
}
