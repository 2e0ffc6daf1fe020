package dev.bailey.job.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "tab\there", "C:\\x41", "ünïcode 模型 😀", "{\"a\":1}"})
  void textStaysAsItIs(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(LogText.of(bytes, 0, bytes.length)).isEqualTo(new LogText(text, false));
  }

  @ParameterizedTest
  @CsvSource({
    "1b5b33316d, \\x1b[31m",
    "610d, a\\x0d",
    "00, \\x00",
    "ff61, \\xffa",
    "c0af, \\xc0\\xaf",
    "eda080, \\xed\\xa0\\x80",
    "e2809e61, „a",
    "e280ae61, \\xe2\\x80\\xaea",
    "c285, \\xc2\\x85",
    "5c00, \\\\\\x00",
    "f09f98, \\xf0\\x9f\\x98",
    "c3a9ff, é\\xff"
  })
  void q15WhatIsNotTextIsEscaped(String hex, String expected) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    LogText text = LogText.of(bytes, 0, bytes.length);
    assertThat(text.text()).isEqualTo(expected);
    assertThat(LogText.bytes(text.text(), text.escaped())).isEqualTo(bytes);
  }

  @Test
  void q15AnyBytesComeBack() {
    Random random = new Random(15);
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      for (int k = 0; k < bytes.length && i % 2 == 0; k++) {
        bytes[k] = "\\x41é\u001b\t".getBytes(StandardCharsets.UTF_8)[bytes[k] & 7];
      }
      LogText text = LogText.of(bytes, 0, bytes.length);
      assertThat(LogText.bytes(text.text(), text.escaped())).isEqualTo(bytes);
      assertThat(text.text().chars().noneMatch(c -> c < 0x20 && c != '\t')).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\", "\\x", "\\x4", "\\xzz", "\\n"})
  void wrongEscapesAreNotRead(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> LogText.bytes(text, true));
  }

  @ParameterizedTest
  @CsvSource({"abc, 3", "abcé, 5", "a模, 4", "😀, 4"})
  void cuttingKeepsWholeCharacters(String text, int whole) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(LogText.wholeCharacters(bytes, bytes.length)).isEqualTo(whole);
    int last = text.codePointBefore(text.length());
    int lastBytes = Character.toString(last).getBytes(StandardCharsets.UTF_8).length;
    for (int cut = 1; cut < lastBytes; cut++) {
      int length = bytes.length - cut;
      assertThat(LogText.wholeCharacters(bytes, length))
          .isEqualTo(bytes.length == lastBytes ? length : bytes.length - lastBytes);
    }
  }
}
