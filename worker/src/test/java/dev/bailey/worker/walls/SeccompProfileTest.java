package dev.bailey.worker.walls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeccompProfileTest {
  @TempDir Path directory;

  private static SeccompProfile bundled() {
    return SeccompProfile.load(SeccompProfile.DEFAULT)
            instanceof SeccompProfile.Loaded.Profile(SeccompProfile profile)
        ? profile
        : org.junit.jupiter.api.Assertions.fail("the bundled filter is refused");
  }

  private static String refusal(byte[] text) {
    return SeccompProfile.of("edited", text) instanceof SeccompProfile.Loaded.Refused(String reason)
        ? reason
        : "";
  }

  @Test
  void bundledFilterIsValidAndHasADigest() {
    assertThat(bundled().digest()).isEqualTo(Digest.of(bundled().text()));
  }

  @Test
  void unknownNameIsRefused() {
    assertThat(SeccompProfile.load("none")).isInstanceOf(SeccompProfile.Loaded.Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"defaultAction\": \"SCMP_ACT_ERRNO\" | \"defaultAction\": \"SCMP_ACT_ALLOW\" | not refused",
        "\"defaultAction\": \"SCMP_ACT_ERRNO\" | \"defaultAction\": \"SCMP_ACT_LOG\" | not refused",
        "\"defaultAction\" | \"other\" | not refused",
        "\"subArchitectures\": [] | \"subArchitectures\": [\"SCMP_ARCH_X86\"] | second machine",
        "SCMP_ARCH_X86_64 | SCMP_ARCH_X32 | second machine",
        "\"archMap\" | \"architectures\" | which machines",
        "\"syscalls\" | \"rules\" | no rules",
        "SCMP_ACT_ALLOW | SCMP_ACT_TRACE | unknown action",
        "\"names\" | \"name\" | names no system call",
        "] | ' ' | not JSON"
      })
  void weakenedTextIsRefused(String from, String to, String reason) {
    String text = new String(bundled().text(), StandardCharsets.UTF_8);
    assertThat(text).contains(from);

    String edited = text.replace(from, to);

    assertThat(refusal(edited.getBytes(StandardCharsets.UTF_8))).contains(reason);
  }

  @Test
  void textAtTheLimitIsReadAndBeyondItIsRefused() {
    byte[] text = bundled().text();
    byte[] full = new byte[SeccompProfile.MAX_BYTES];
    java.util.Arrays.fill(full, (byte) ' ');
    System.arraycopy(text, 0, full, 0, text.length);

    assertThat(refusal(full)).isEmpty();
    assertThat(refusal(java.util.Arrays.copyOf(full, full.length + 1))).contains("more than");
  }

  @Test
  void fileThatWasEditedOrIsMissingIsNoticed() throws Exception {
    Path file = Files.write(directory.resolve("seccomp.json"), bundled().text());

    assertThat(bundled().unlike(file)).isEmpty();
    Files.writeString(file, Files.readString(file) + " ");
    assertThat(bundled().unlike(file)).hasValueSatisfying(r -> assertThat(r).contains("edited"));
    Files.delete(file);
    assertThat(bundled().unlike(file)).hasValueSatisfying(r -> assertThat(r).contains("missing"));
  }
}
