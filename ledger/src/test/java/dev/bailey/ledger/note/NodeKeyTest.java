package dev.bailey.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeKeyTest {
  @TempDir Path folder;
  private Path file;
  private NodeKey key;

  @BeforeEach
  void create() {
    file = folder.resolve("node.key");
    key = ready(NodeKey.open(file, "node-1"));
  }

  private static NodeKey ready(NodeKey.Opened opened) {
    return ((NodeKey.Opened.Ready) opened).key();
  }

  @Test
  void aKeyIsMadeOnceAndIsPrivate() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    NodeKey again = ready(NodeKey.open(file, "another-name"));
    assertThat(again.verifier()).isEqualTo(key.verifier());
    assertThat(again.sign(new byte[] {1})).isEqualTo(key.sign(new byte[] {1}));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(Files.readString(file)).startsWith("PRIVATE+KEY+node-1+").doesNotContain("another");
  }

  @Test
  void aKeyOthersCanReadOrThatIsALinkIsRefused() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), file);
    assertThat(NodeKey.open(folder.resolve("link"), "x"))
        .isInstanceOf(NodeKey.Opened.Refused.class);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(NodeKey.open(file, "x")).isInstanceOf(NodeKey.Opened.Refused.class);
  }

  @Test
  void everyChangedCharacterOfTheFileIsRefused() throws IOException {
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      Files.write(file, bad);
      assertThat(NodeKey.open(file, "x")).as("at %d", i).isInstanceOf(NodeKey.Opened.Refused.class);
    }
    Files.write(file, new byte[5000]);
    assertThat(NodeKey.open(file, "x")).isInstanceOf(NodeKey.Opened.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "A", "a b", "a+b", "\u00e4", "a\n"})
  void badNames(String name) {
    assertThat(VerifierKey.isName(name)).isFalse();
    assertThat(NodeKey.open(folder.resolve("new"), name))
        .isInstanceOf(NodeKey.Opened.Refused.class);
    assertThat(VerifierKey.isName("a".repeat(100))).isTrue();
    assertThat(VerifierKey.isName("a".repeat(101))).isFalse();
  }

  /** RFC 8032, section 7.1, first test. */
  @Test
  void knownAnswer() {
    byte[] publicKey =
        HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    byte[] signature =
        HexFormat.of()
            .parseHex(
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                    + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    VerifierKey rfc = VerifierKey.of("rfc", publicKey);
    assertThat(rfc.verifies(new byte[0], signature)).isTrue();
    assertThat(rfc.verifies(new byte[] {0}, signature)).isFalse();
    assertThat(VerifierKey.parse(rfc.text())).contains(rfc);
  }

  @Test
  void aSignatureWithALargeScalarIsRefused() {
    byte[] message = {1, 2, 3};
    byte[] signature = key.sign(message);
    byte[] order =
        HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      carry += (signature[32 + i] & 0xff) + (order[i] & 0xff);
      signature[32 + i] = (byte) carry;
      carry >>= 8;
    }
    assertThat(key.verifier().verifies(message, signature)).isFalse();
  }

  @Test
  void verifierKeysHaveOneForm() {
    String text = key.verifier().text();
    assertThat(VerifierKey.parse(text)).contains(key.verifier());
    for (String bad :
        List.of(
            text + "\n", text + "=", text.replace("+", " "), text.toUpperCase(Locale.ROOT), "")) {
      assertThat(VerifierKey.parse(bad)).as(bad).isEmpty();
    }
  }

  @Test
  void checkpointsAreReadOnlyFromTheirOwnLog() {
    Checkpoint checkpoint = new Checkpoint("node-1", 20_852_163, Digest.of(new byte[0]));
    String note = checkpoint.signedBy(key);
    assertThat(note)
        .startsWith(
            "node-1\n20852163\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 node-1 ");
    assertThat(Checkpoint.parse(note, key.verifier())).contains(checkpoint);
    String witnessed = note + "\u2014 witness.example/w1 " + Base64Text.of(new byte[76]) + "\n";
    assertThat(Checkpoint.parse(witnessed, key.verifier())).contains(checkpoint);
    NodeKey other = ready(NodeKey.open(folder.resolve("other"), "node-1"));
    assertThat(Checkpoint.parse(note, other.verifier())).isEmpty();
    assertThat(
            Checkpoint.parse(
                new Checkpoint("node-2", 1, Digest.NONE).signedBy(key), key.verifier()))
        .isEmpty();
    byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      byte[] bad = bytes.clone();
      bad[i] ^= 1;
      assertThat(Checkpoint.parse(new String(bad, StandardCharsets.UTF_8), key.verifier()))
          .as("at %d", i)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node-1\n01\n%s\n",
        "node-1\n-1\n%s\n",
        "node-1\n1\n%s\nextra\n",
        "node-1\n1\n%s=\n",
        "node-1\n9999999999999999999\n%s\n",
        "node-1\n1\n\n",
        "node-1\n"
      })
  void checkpointTextsThatAreNone(String form) {
    String text = form.replace("%s", Base64Text.of(new byte[32]));
    assertThat(Checkpoint.parse(SignedNote.sign(text, key).toString(), key.verifier())).isEmpty();
  }

  @Test
  void notesHaveLimits() {
    SignedNote note = SignedNote.sign("text\n", key);
    String line = note.toString().substring("text\n\n".length());
    assertThat(SignedNote.parse("text\n\n" + line.repeat(SignedNote.MAX_SIGNATURES))).isPresent();
    assertThat(SignedNote.parse("text\n\n" + line.repeat(SignedNote.MAX_SIGNATURES + 1))).isEmpty();
    String longest = "x".repeat(SignedNote.MAX_LENGTH - line.length() - 2) + "\n\n" + line;
    assertThat(SignedNote.parse(longest)).isPresent();
    assertThat(SignedNote.parse("x" + longest)).isEmpty();
  }
}
