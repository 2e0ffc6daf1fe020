package dev.bailey.worker.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecStreamTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private void read(String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    ExecSession.demultiplex(new ByteArrayInputStream(bytes), out, err);
  }

  @Test
  void framesGoToTheirStreams() throws IOException {
    read("0100000000000002" + "6f75" + "0200000000000003" + "657272" + "0100000000000001" + "74");

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("out");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("err");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01000000000000",
        "0300000000000000",
        "0000000000000000",
        "0100010000000000",
        "010000000000000261",
        "01000000ffffffff61"
      })
  void brokenStreamIsAnError(String hex) {
    assertThatThrownBy(() -> read(hex)).isInstanceOf(IOException.class);
  }
}
