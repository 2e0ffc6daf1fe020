package dev.bailey.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 7, 8, '\t', '\n', '\r', 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x61c, 0x200b, 0x200d, 0x200e,
        0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2066, 0x2069, 0xd800, 0xdfff, 0xfeff,
        0xe0041
      })
  void nothingThatSteersIsLeft(int codePoint) {
    String hostile = "a" + Character.toString(codePoint) + "b";
    assertThat(Shown.line(hostile)).isEqualTo("a\uFFFDb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain text", "é中😀", "שלום", "a\u00a0b"})
  void lettersStay(String text) {
    assertThat(Shown.line(text)).isEqualTo(text);
  }

  @Test
  void cutsBetweenCharacters() {
    assertThat(Shown.line("😀😀😀", 3)).isEqualTo("😀😀😀");
    assertThat(Shown.line("😀😀😀", 2)).isEqualTo("😀😀…");
    assertThat(Shown.quoted("x".repeat(61))).isEqualTo('"' + "x".repeat(60) + "…\"");
  }
}
