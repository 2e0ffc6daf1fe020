package dev.bailey.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers of outside bytes, at and beyond their limits. */
class ReadingTest {
  @TempDir Path dir;

  private static JsonParser.Parsed parse(String json) {
    return JsonParser.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "false",
        "0",
        "-1",
        "9007199254740991",
        "-9007199254740991",
        "\"\"",
        "[]",
        "{}",
        "\"\\b\\t\\n\\f\\r\\\"\\\\\\u0000\\u001f\"",
        "\"é\u2028😀/\"",
        "{\"\":1,\"a\":[{}],\"b\":null}",
        "{\"😀\":1,\"\ufb33\":2}"
      })
  void canonicalJsonIsRead(String json) {
    assertThat(parse(json)).isInstanceOf(JsonParser.Parsed.Value.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nul",
        "tru",
        "1 ",
        " 1",
        "01",
        "-0",
        "-",
        "1.0",
        "1e2",
        "9007199254740992",
        "99999999999999999999999",
        "\"",
        "\"\\",
        "\"\\\"",
        "\"\\/\"",
        "\"\\u0041\"",
        "\"\\u001F\"",
        "\"\\u000a\"",
        "\"\\ud800\"",
        "\"\\ud83d\\ude00\"",
        "\"\t\"",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":1,\"a\":1}",
        "{\"b\":1,\"a\":1}",
        "{\"\ufb33\":1,\"😀\":2}",
        "{}{}",
        "[ ]",
        "\ufeff1",
        "NaN",
        "+1",
        "'a'"
      })
  void otherJsonIsRefused(String json) {
    assertThat(parse(json)).isInstanceOf(JsonParser.Parsed.Malformed.class);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    for (int[] bytes : new int[][] {{0xc3}, {0xff}, {0xc0, 0x80}, {0xed, 0xa0, 0x80}}) {
      byte[] json = new byte[bytes.length + 2];
      json[0] = '"';
      json[json.length - 1] = '"';
      for (int i = 0; i < bytes.length; i++) {
        json[i + 1] = (byte) bytes[i];
      }
      assertThat(JsonParser.parse(json)).isInstanceOf(JsonParser.Parsed.Malformed.class);
    }
  }

  @Test
  void depthAndNumberOfValuesAreBounded() {
    int depth = Limits.JSON_DEPTH;
    assertThat(parse("[".repeat(depth + 1) + "]".repeat(depth + 1)))
        .isInstanceOf(JsonParser.Parsed.Value.class);
    assertThat(parse("[".repeat(depth + 2) + "]".repeat(depth + 2)))
        .isInstanceOf(JsonParser.Parsed.Malformed.class);
    assertThat(parse("[".repeat(5_000_000))).isInstanceOf(JsonParser.Parsed.Malformed.class);
    int most = Limits.JSON_VALUES - 2;
    assertThat(parse("[" + "0,".repeat(most) + "0]")).isInstanceOf(JsonParser.Parsed.Value.class);
    assertThat(parse("[" + "0,".repeat(most + 1) + "0]"))
        .isInstanceOf(JsonParser.Parsed.Malformed.class);
  }

  @Test
  void lineAsLongAsAllowedIsGivenAndOneByteMoreIsNot() throws IOException {
    assertThat(new Lines(line(Limits.LINE_BYTES)).next()).isInstanceOf(Lines.Next.Line.class);
    assertThat(new Lines(line(Limits.LINE_BYTES + 1)).next()).isInstanceOf(Lines.Next.Bad.class);
  }

  private static InputStream line(int length) {
    return new SequenceInputStream(
        new ByteArrayInputStream(new byte[length]), new ByteArrayInputStream(new byte[] {'\n'}));
  }

  @Test
  void keysAreReadFromADirectoryAndProblemsNameFileAndLine() throws IOException {
    String line = Samples.node().line;
    Files.writeString(dir.resolve("a.pub"), "# ours\n\n" + line + "\n");
    Files.writeString(dir.resolve("notes.txt"), "not a key");
    TrustStore good = TrustStore.load(dir);
    assertThat(good.problems()).isEmpty();
    assertThat(good.keys()).extracting(Key::id).containsExactly("node+ee0021e2");
    Files.writeString(dir.resolve("b.pub"), line + "\n" + line.replace("node", "nodf") + "\n");
    assertThat(TrustStore.load(dir).problems())
        .extracting(TrustStore.Problem::line)
        .containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NAME", "TYPE", "HASH", "TAIL", "RETURN"})
  void keyThatIsNotExactlyOneIsRefused(String what) {
    String line = Samples.node().line;
    String wrong =
        switch (what) {
          case "NAME" -> line.replaceFirst("node", "Node");
          case "TYPE" -> line.replaceFirst("\\+A", "+B");
          case "HASH" -> line.replaceFirst("ee0021e2", "ee0021e3");
          case "TAIL" -> line + "=";
          default -> line + "\r";
        };
    assertThat(wrong).isNotEqualTo(line);
    assertThat(Key.parse(wrong, "x")).isEmpty();
    assertThat(Key.parse(line, "x")).isPresent();
  }

  @Test
  void emptyDirectoryAndMissingFileAreProblems() {
    assertThat(TrustStore.load(dir).problems()).hasSize(1);
    assertThat(TrustStore.load(dir.resolve("missing.pub")).problems()).hasSize(1);
  }
}
