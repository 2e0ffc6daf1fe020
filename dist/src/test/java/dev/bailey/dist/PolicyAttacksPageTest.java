package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on policies names tests that exist for every kind of attack on them. */
class PolicyAttacksPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (Y\\d+) \\|.*$");
  private static final Pattern RUN = Pattern.compile("@(Test|ParameterizedTest|Attack)\\b");
  private static final Pattern TEST = Pattern.compile("`([a-z-]+): (\\w+)\\.(\\w+)`");

  @Test
  void everyKindOfAttackHasTestsThatExist() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/policy.md"));
    List<MatchResult> rows = ROW.matcher(page).results().toList();
    assertThat(new TreeSet<>(rows.stream().map(row -> row.group(1)).toList()))
        .isEqualTo(
            new TreeSet<>(IntStream.rangeClosed(1, 15).mapToObj(number -> "Y" + number).toList()));
    List<String> missing = new ArrayList<>();
    for (MatchResult row : rows) {
      List<MatchResult> tests = TEST.matcher(row.group()).results().toList();
      assertThat(tests).as(row.group()).isNotEmpty();
      for (MatchResult test : tests) {
        if (!exists(test.group(1), test.group(2), test.group(3))) {
          missing.add(test.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Whether the class has a method of that name which JUnit runs. */
  static boolean exists(String module, String name, String method) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().equals(name + ".java")).toList();
      return found.size() == 1 && runs(Files.readString(found.getFirst()), method);
    }
  }

  private static boolean runs(String source, String method) {
    int at = source.indexOf("  void " + method + "(");
    return at > 0 && RUN.matcher(source.substring(source.lastIndexOf("\n\n", at), at)).find();
  }
}
