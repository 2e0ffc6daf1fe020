package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each test that the threat model names exists, and each row of its last table names one. */
class ThreatModelPageTest {
  private static final Path PAGE = Path.of("../docs/threat-model.md");
  private static final Pattern TEST = Pattern.compile("`([a-z-]+): (\\w+)\\.(\\w+)`");
  private static final Pattern DEFECT = Pattern.compile("(?m)^\\| (\\d+\\.\\d+) \\|.*$");

  /** Defects that are listed: fifteen of containers, eleven of networks, five of secrets. */
  private static final int DEFECTS = 31;

  @Test
  void everyTestExists() throws IOException {
    List<String> missing = new ArrayList<>();
    for (MatchResult test : tests(Files.readString(PAGE))) {
      if (!PolicyAttacksPageTest.exists(test.group(1), test.group(2), test.group(3))) {
        missing.add(test.group());
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyDefectHasATest() throws IOException {
    List<MatchResult> rows = DEFECT.matcher(Files.readString(PAGE)).results().toList();
    assertThat(rows.stream().map(row -> row.group(1)).distinct()).hasSize(DEFECTS);
    assertThat(rows).allSatisfy(row -> assertThat(tests(row.group())).isNotEmpty());
  }

  private static List<MatchResult> tests(String text) {
    return TEST.matcher(text).results().toList();
  }
}
