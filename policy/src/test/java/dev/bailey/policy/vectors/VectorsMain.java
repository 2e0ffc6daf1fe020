package dev.bailey.policy.vectors;

import dev.bailey.rego.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs the vectors of a folder, says which fail and why, and counts. */
final class VectorsMain {
  private final Map<String, int[]> counts = new TreeMap<>();
  private int passed;
  private int failed;

  private VectorsMain() {}

  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: vectors policy DIR [TEXT IN NAMES]");
      System.exit(2);
    }
    Path given = Path.of(args[0]);
    Path inner = given.resolve("securitypolicy");
    VectorsMain main = new VectorsMain();
    main.run(Files.isDirectory(inner) ? inner : given, args.length == 2 ? args[1] : "");
    System.exit(main.failed == 0 ? 0 : 1);
  }

  private void run(Path folder, String filter) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".json") && name.contains(filter)) {
          run(name, Json.read(Files.readAllBytes(file)));
        }
      }
    }
    counts.forEach((kind, count) ->
        System.out.printf("%-18s %d passed, %d failed%n", kind, count[0], count[1]));
    System.out.println(passed + " passed, " + failed + " failed, 0 skipped");
  }

  private void run(String name, Json.Read read) {
    List<String> problems =
        switch (read) {
          case Json.Read.Malformed bad -> List.of(bad.toString());
          case Json.Read.Ok ok -> {
            Args vector = Args.of(ok.value());
            List<String> found = Vectors.run(vector);
            counts.computeIfAbsent(vector.text("kind"), k -> new int[2])[found.isEmpty() ? 0 : 1]++;
            yield found;
          }
        };
    if (problems.isEmpty()) {
      passed++;
    } else {
      failed++;
      System.out.println("FAILED " + name);
      problems.stream().limit(5).forEach(problem -> System.out.println("    " + problem));
    }
  }
}
