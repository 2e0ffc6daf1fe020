package dev.bailey.job.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreTest {
  private static Ignore rules(String text) {
    return switch (Ignore.standard().and(text)) {
      case Ignore.Result.Ok(Ignore rules) -> rules;
      case Ignore.Result.Malformed malformed -> throw new AssertionError(malformed);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "*.pyc, a.pyc, true",
    "*.pyc, deep/er/a.pyc, true",
    "*.pyc, a.py, false",
    "data, data, true",
    "data, x/data, true",
    "data, xdata, false",
    "/data, data, true",
    "/data, x/data, false",
    "a/b, a/b, true",
    "a/b, x/a/b, false",
    "a/*, a/b, true",
    "a/*, a/b/c, false",
    "a/**/z, a/z, true",
    "a/**/z, a/b/c/z, true",
    "a/**/z, b/a/z, false",
    "**/z, z, true",
    "**/z, a/b/z, true",
    "a/**, a/b/c, true",
    "?.txt, a.txt, true",
    "?.txt, ab.txt, false",
    "*a*b*, xxaxxbxx, true",
    "*a*b*, xxbxxaxx, false",
    "out/, out, false",
    ".baileyignore, .baileyignore, true",
    "unrelated, .git, true",
    "unrelated, a/__pycache__, true",
    "unrelated, .gitignore, false",
  })
  void patternsMatchAsDocumented(String pattern, String path, boolean expected) {
    assertThat(rules(pattern).test(path, false)).isEqualTo(expected);
  }

  @Test
  void aSlashAtTheEndMeansDirectories() {
    assertThat(rules("out/").test("a/out", true)).isTrue();
    assertThat(rules("out/").test("a/out", false)).isFalse();
    assertThat(rules("/out/").test("a/out", true)).isFalse();
  }

  @Test
  void commentsAndEmptyLinesMeanNothing() {
    assertThat(rules("# *\n\n   \r\n").test("a", false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"!keep", "[ab]", "a\\b", "../x", "a/./b", "a//b", "a**", "/", "//"})
  void whatIsNotKnownIsRefusedWithItsLine(String pattern) {
    assertThat(Ignore.standard().and("ok\n" + pattern))
        .isInstanceOfSatisfying(
            Ignore.Result.Malformed.class, m -> assertThat(m.line()).isEqualTo(2));
  }

  @Test
  void limitsAreExact() {
    assertThat(Ignore.standard().and("x\n".repeat(1000))).isInstanceOf(Ignore.Result.Ok.class);
    assertThat(Ignore.standard().and("x\n".repeat(1001)))
        .isInstanceOf(Ignore.Result.Malformed.class);
    assertThat(Ignore.standard().and("x".repeat(512))).isInstanceOf(Ignore.Result.Ok.class);
    assertThat(Ignore.standard().and("x".repeat(513))).isInstanceOf(Ignore.Result.Malformed.class);
  }

  @Test
  void starsDoNotExplode() {
    Ignore rules = rules("*a".repeat(200) + "b");
    String path = "a".repeat(255) + "/" + "a".repeat(255);
    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> assertThat(rules.test(path, false)).isFalse());
  }
}
