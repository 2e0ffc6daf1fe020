package dev.bailey.dist.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Wall time of short commands as a user starts them, shell script included, beside a Java program
 * that prints one word. Arguments: the checkout, then the number of rounds.
 */
public final class CliBench {
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 40;

  private CliBench() {}

  /**
   * One command.
   *
   * @param goal for the median, in milliseconds; 0 if there is none
   */
  private record Subject(
      String name, List<String> command, Map<String, String> environment, double goal) {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
    try (Yard yard = Yard.open(Path.of(args[0]))) {
      List<Subject> subjects =
          List.of(
              new Subject("a program that prints one word", floor(), Map.of(), 0),
              subject(yard, 200, "--version"),
              subject(yard, 300, "ps"));
      Facts.print(yard.root());
      measure(subjects, rounds);
    }
  }

  private static List<String> floor() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-cp",
        System.getProperty("java.class.path"),
        Floor.class.getName());
  }

  private static Subject subject(Yard yard, double goal, String argument) {
    return new Subject("./bailey " + argument, yard.command(argument), yard.environment(), goal);
  }

  private static void measure(List<Subject> subjects, int rounds)
      throws IOException, InterruptedException {
    List<List<Double>> times = new ArrayList<>();
    subjects.forEach(s -> times.add(new ArrayList<>()));
    String before = Facts.load();
    for (int i = -WARM_UP; i < rounds; i++) {
      for (int s = 0; s < subjects.size(); s++) {
        double millis = Command.millis(subjects.get(s).command(), subjects.get(s).environment());
        if (i >= 0) {
          times.get(s).add(millis);
        }
      }
    }
    System.out.println("load: " + before + " before, " + Facts.load() + " after");
    System.out.println(rounds + " rounds after " + WARM_UP + " that do not count");
    System.out.println(Spread.head("milliseconds"));
    for (int s = 0; s < subjects.size(); s++) {
      report(subjects.get(s), new Spread(times.get(s)));
    }
  }

  private static void report(Subject subject, Spread spread) {
    System.out.println(spread.line(subject.name()));
    if (subject.goal() > 0) {
      System.out.println(
          (spread.median() <= subject.goal() ? "met:     " : "not met: ")
              + "median at most "
              + (int) subject.goal()
              + " ms");
    }
  }
}
