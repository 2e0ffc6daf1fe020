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
    return SeccompProfiles.bundled(SeccompProfile.DEFAULT)
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
    assertThat(SeccompProfiles.bundled("none")).isInstanceOf(SeccompProfile.Loaded.Refused.class);
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
        "] | ' ' | not JSON",
        "\"defaultErrnoRet\" | \"listenerPath\": \"/x\", \"defaultErrnoRet\" | unknown field",
        "\"comment\": \"files\" | \"includes\": {} | unknown field",
        "\"names\": [\"clone\"] | \"names\": [\"clone3\"] | allows clone3",
        "\"access\" | \"mount\" | allows mount",
        "\"access\" | \"ptrace\" | allows ptrace",
        "\"access\" | \"io_uring_setup\" | allows io_uring_setup",
        "\"access\" | \"a b\" | no system call",
        "\"access\" | \"clone\" | clone may make namespaces",
        "\"access\" | \"socket\" | family other than",
        "\"access\" | \"ioctl\" | TIOCSTI",
        "\"access\" | \"personality\" | memory is laid out",
        "\"access\" | \"mknod\" | may make devices",
        "2114060288 | 2080505856 | clone may make namespaces",
        "\"valueTwo\": 32768, | \"valueTwo\": 24576, | may make devices",
        "\"value\": 16, \"valueTwo\": 0 | \"value\": 16, \"valueTwo\": 16 | TIOCSTI",
        "\"value\": 10, \"op\" | \"value\": 17, \"op\" | family other than",
        "\"value\": 131072, | \"value\": 4194304, | memory is laid out",
        "SCMP_CMP_EQ | SCMP_CMP_GE | ''",
        "SCMP_CMP_EQ | SCMP_CMP_OTHER | incomplete",
        "\"index\": 2, \"value\": 0 | \"index\": 0, \"value\": 0 | twice"
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
    Digest decided = bundled().digest();

    assertThat(SeccompProfile.unlike(file, decided)).isEmpty();
    Files.writeString(file, Files.readString(file) + " ");
    assertThat(SeccompProfile.unlike(file, decided))
        .hasValueSatisfying(r -> assertThat(r).contains("not the decided"));
    Files.delete(file);
    assertThat(SeccompProfile.unlike(file, decided))
        .hasValueSatisfying(r -> assertThat(r).contains("missing"));
  }
}
