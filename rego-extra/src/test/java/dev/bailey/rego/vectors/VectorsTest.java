package dev.bailey.rego.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bailey.rego.Optimisations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of the language: our own always, those of others where they lie beside the repository. */
class VectorsTest {
  private static final Path OWN = Path.of("../rego/src/test/resources/vectors");
  private static final Path SHARED = Path.of("../../shared/vectors/rego");
  private static final Path GAPS = Path.of("src/test/resources/gaps.txt");

  @ParameterizedTest
  @ValueSource(strings = {"", "index", "memo", "early-exit", "planning", "all"})
  void ourOwnCasesHold(String off) throws IOException {
    assertThat(failures(OWN, off, Gaps.NONE)).isEmpty();
  }

  @Test
  void casesOfOthersHold() throws IOException {
    assumeShared();
    assertThat(failures(SHARED, "", Gaps.read(GAPS))).isEmpty();
  }

  @Test
  void casesOfOthersHoldWithoutOptimisations() throws IOException {
    assumeShared();
    assertThat(failures(SHARED, "all", Gaps.read(GAPS))).isEmpty();
  }

  private static void assumeShared() {
    assumeTrue(
        Files.isDirectory(SHARED), "no cases of others lie beside the repository: " + SHARED);
  }

  private static List<String> failures(Path folder, String off, Gaps gaps) throws IOException {
    CaseRunner runner = new CaseRunner(Vectors.without(off).orElse(Optimisations.ALL));
    List<String> failures = new ArrayList<>();
    for (Vectors.Test test : Vectors.below(folder)) {
      if (gaps.judge(test.id(), test.check().run(runner)) instanceof Verdict.Failed failed) {
        failures.add(test.title() + ": " + failed.reason());
      }
    }
    return failures;
  }
}
