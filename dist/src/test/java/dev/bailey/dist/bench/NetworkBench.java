package dev.bailey.dist.bench;

import dev.bailey.worker.host.ContainerRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the walls around a network cost: the start of a job with a hundred destinations beside that
 * of one without a network, and connections from a namespace with rules beside those from one
 * without. Arguments: the checkout, then the number of pairs of jobs.
 */
public final class NetworkBench {
  private static final int WARM_UP = 20;
  private static final int PAIRS = 100;
  private static final int DESTINATIONS = 100;

  /** Goal for the median of the paired differences of starts. */
  private static final double MAX_START_MILLIS = 30;

  /** Goal for what the rules add to the median of a connection. */
  private static final double MAX_DIRECT_MICROS = 20;

  /** Goal for what the broker adds to the median of a connection. */
  private static final double MAX_BROKER_MICROS = 1000;

  private NetworkBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int pairs = args.length > 1 ? Integer.parseInt(args[1]) : PAIRS;
    try (Yard yard = Yard.open(Path.of(args[0]))) {
      yard.setUp();
      yard.amendPolicy(house -> house.replaceFirst("(?m)^egress := \\[\\]", egress()));
      Path own = Files.createDirectory(yard.root().resolve("bench"));
      ContainerRuntime runtime = yard.runtime();
      Map<String, String> environment =
          Map.of("CONTAINERS_CONF", runtime.containersConf().toString());
      Facts.print(yard.root());
      Facts.printEngine(environment);
      try (TinyImage _ = TinyImage.make(own, environment);
          NoOpJob closed = new NoOpJob(yard, own.resolve("closed"), "");
          NoOpJob listed = new NoOpJob(yard, own.resolve("listed"), network())) {
        starts(closed, listed, pairs);
      }
      connections(own);
    }
  }

  private static String endpoint(int number) {
    return "203.0.113." + number;
  }

  private static String egress() {
    return IntStream.rangeClosed(1, DESTINATIONS)
        .mapToObj(i -> "{\"host\": \"" + endpoint(i) + "\", \"port\": 443}")
        .collect(Collectors.joining(", ", "egress := [", "]"));
  }

  private static String network() {
    return IntStream.rangeClosed(1, DESTINATIONS)
        .mapToObj(i -> "    - " + endpoint(i) + ":443\n")
        .collect(
            Collectors.joining("", "network:\n  mode: allow-list\n  allowed_endpoints:\n", ""));
  }

  private static void starts(NoOpJob closed, NoOpJob listed, int pairs) throws IOException {
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    String before = Facts.load();
    for (int i = 0; i < WARM_UP + pairs; i++) {
      if (i == WARM_UP) {
        without.clear();
        with.clear();
      }
      if (i % 2 == 0) {
        without.add(closed.millis());
        with.add(listed.millis());
      } else {
        with.add(listed.millis());
        without.add(closed.millis());
      }
    }
    System.out.printf(
        Locale.ROOT,
        "load: %s before, %s after%n%d pairs after %d that do not count%n",
        before,
        Facts.load(),
        pairs,
        WARM_UP);
    System.out.println(Spread.head("milliseconds, submit to closed"));
    System.out.println(new Spread(without).line("no network"));
    System.out.println(new Spread(with).line(DESTINATIONS + " destinations"));
    Spread difference = difference(with, without);
    System.out.println(difference.line("difference, by pair"));
    System.out.println("95 % interval of that median: " + difference.medianInterval());
    verdict("destinations", "ms", difference.median(), MAX_START_MILLIS);
  }

  private static Spread difference(List<Double> with, List<Double> without) {
    return new Spread(
        IntStream.range(0, with.size()).mapToObj(i -> with.get(i) - without.get(i)).toList());
  }

  private static void connections(Path own) throws IOException, InterruptedException {
    try (Connections connections = Connections.open(own, DESTINATIONS)) {
      connections.measure();
      System.out.println(Spread.head("microseconds, connect"));
      Spread bare = connections.bare();
      Spread ruled = connections.ruled();
      System.out.println(bare.line("without rules"));
      System.out.println(ruled.line("with rules"));
      System.out.println(Spread.head("microseconds, to the first byte"));
      Spread direct = connections.direct();
      Spread brokered = connections.brokered();
      System.out.println(direct.line("with rules"));
      System.out.println(brokered.line("through the broker"));
      verdict("rules", "µs", ruled.median() - bare.median(), MAX_DIRECT_MICROS);
      verdict("the broker", "µs", brokered.median() - direct.median(), MAX_BROKER_MICROS);
    }
  }

  private static void verdict(String what, String unit, double added, double goal) {
    System.out.printf(
        Locale.ROOT,
        "%s %s add at most %.0f %s at the median: %.1f%n",
        added <= goal ? "met:    " : "not met:",
        what,
        goal,
        unit,
        added);
  }
}
