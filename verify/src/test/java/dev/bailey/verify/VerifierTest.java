package dev.bailey.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a good file gives, and whom a verifier trusts. */
class VerifierTest {
  private static final Signer NODE = Samples.node();
  private static final Key TRUSTED = NODE.trusted("lab-keys/node.pub");

  static Report verify(byte[] file, Key... keys) {
    return Verifier.verify(new ByteArrayInputStream(file), List.of(keys));
  }

  @Test
  void goodFileGivesTheGoldenReport() {
    Report report = verify(Samples.good(NODE).build(), TRUSTED);
    assertThat(report.text())
        .isEqualTo(
            """
            x
            """
                .replace("NODE", NODE.id()));
    assertThat(report.verified()).isTrue();
  }
}
