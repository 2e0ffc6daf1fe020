package dev.bailey.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailey.job.plan.SecurityContext;
import dev.bailey.ledger.Digest;
import dev.bailey.policy.Policy;
import dev.bailey.policy.law.RegoPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory that shows a job its policy. */
class ContextFilesTest {
  private static final Policy POLICY = RegoPolicy.house();
  private static final String CERTIFICATE = "host-amd-cert-base64";
  @TempDir Path dir;

  private Path host() throws IOException {
    return Files.createDirectory(dir.resolve("host"));
  }

  @Test
  void withoutFilesOfTheHostThereIsThePolicyAlone() throws IOException {
    ContextFiles files = ContextFiles.of(POLICY, dir.resolve("missing"));
    assertThat(files.digests().keySet()).containsExactly(SecurityContext.POLICY);
    files.write(dir.resolve("shown"));
    byte[] text =
        Base64.getDecoder().decode(Files.readAllBytes(dir.resolve("shown/security-policy-base64")));
    assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo(POLICY.document());
    assertThat(Digest.of(text).hex()).isEqualTo(POLICY.digest());
  }

  @Test
  void everyoneMayReadAndOnlyTheOwnerWrites() throws IOException {
    Path host = host();
    Files.writeString(host.resolve(CERTIFICATE), "Y2VydA==\n");
    Files.writeString(host.resolve("something-else"), "not for jobs");
    ContextFiles files = ContextFiles.of(POLICY, host);
    files.write(dir.resolve("shown"));
    assertThat(dir.resolve("shown").resolve(CERTIFICATE)).hasContent("Y2VydA==");
    assertThat(dir.resolve("shown/something-else")).doesNotExist();
    for (String name : new String[] {"", CERTIFICATE, SecurityContext.POLICY}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(dir.resolve("shown").resolve(name))))
          .isEqualTo("rwxr-xr-x");
    }
  }

  @Test
  void whatIsNotBase64IsNotShown() throws IOException {
    Path host = host();
    Files.writeString(host.resolve(CERTIFICATE), "-----BEGIN CERTIFICATE-----");
    assertThatThrownBy(() -> ContextFiles.of(POLICY, host))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(CERTIFICATE)
        .hasMessageContaining("is not base64");
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path host = host();
    Path secret = Files.writeString(dir.resolve("secret"), "c2VjcmV0");
    Files.createSymbolicLink(host.resolve(CERTIFICATE), secret);
    assertThatThrownBy(() -> ContextFiles.of(POLICY, host))
        .hasMessageContaining("is not a regular file");
  }

  @Test
  void aFileWithoutEndIsNotRead() throws IOException {
    Path host = host();
    Files.write(host.resolve(CERTIFICATE), new byte[ContextFiles.MAX_BYTES + 1]);
    assertThatThrownBy(() -> ContextFiles.of(POLICY, host)).hasMessageContaining("has more than");
  }
}
