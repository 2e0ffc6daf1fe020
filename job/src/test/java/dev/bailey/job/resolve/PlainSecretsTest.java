package dev.bailey.job.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.bailey.job.snapshot.Ignore;
import dev.bailey.job.snapshot.Listing;
import dev.bailey.job.snapshot.Snapshot;
import dev.bailey.job.spec.JobSpec;
import dev.bailey.job.spec.Problem;
import dev.bailey.job.spec.SpecReader;
import dev.bailey.job.spec.SpecResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainSecretsTest {
  private static final String JOB = "name: a\nimage: b\ncommand: [c]\n";

  @TempDir Path code;

  private static JobSpec spec(String text) {
    return ((SpecResult.Valid) SpecReader.read(text.getBytes(StandardCharsets.UTF_8), "job.yaml"))
        .spec();
  }

  private static List<String> inJobFile(String text) {
    return PlainSecrets.inJobFile("job.yaml", text.getBytes(StandardCharsets.UTF_8), spec(text))
        .stream()
        .map(Problem::text)
        .toList();
  }

  private Listing listing() throws IOException {
    return ((Snapshot.Result.Taken) Snapshot.look(code, Ignore.standard())).listing();
  }

  private List<String> inCode(String more) throws IOException {
    return PlainSecrets.inCode(code, listing(), spec(JOB + more)).stream()
        .map(Problem::text)
        .toList();
  }

  @Test
  void theJobFileIsToldByLineAndNotByValue() {
    assertThat(inJobFile(JOB + "env:\n  DB: 'pg://u:hunter22@h/d'\n"))
        .singleElement()
        .asString()
        .startsWith("5:1  looks like a password in a URL; store it with  bailey secret set NAME")
        .doesNotContain("hunter22");
  }

  @Test
  void aVariableWithATellingNameIsOfferedAsASecret() {
    assertThat(inJobFile(JOB + "env: {HF_TOKEN: abc}\n"))
        .singleElement()
        .asString()
        .contains("bailey secret set hf-token", "secrets: [hf-token]", "/run/secrets/hf-token")
        .doesNotContain("abc");
    assertThat(inJobFile(JOB + "env: {HF_TOKEN_FILE: /run/secrets/hf-token, SEED: 7}\n")).isEmpty();
  }

  @Test
  void whatIsAllowedWithAReasonPasses() {
    assertThat(
            inJobFile(
                JOB
                    + "env: {HF_TOKEN: abc}\n"
                    + "not_secrets: [{file: job.yaml, reason: a public token}]\n"))
        .isEmpty();
  }

  @Test
  void theCodeIsToldByFileAndLine() throws IOException {
    Files.createDirectories(code.resolve("tests/data"));
    Files.writeString(code.resolve("a.py"), "import os\n\npassword = 'hunter22'\n");
    Files.writeString(code.resolve("tests/data/key.pem"), "-----BEGIN RSA " + "PRIVATE KEY-----\n");
    Files.writeString(code.resolve("b.py"), "password = os.environ['P']\n");
    assertThat(inCode(""))
        .hasSize(2)
        .anyMatch(p -> p.startsWith("code: a.py:3: looks like a password in an assignment"))
        .anyMatch(p -> p.startsWith("code: tests/data/key.pem:1: looks like a private key"))
        .noneMatch(p -> p.contains("hunter22"));
    assertThat(inCode("not_secrets: [{file: tests/, reason: made up for tests}]\n"))
        .singleElement()
        .asString()
        .contains("a.py:3");
    assertThat(inCode("not_secrets: [{file: tests, reason: made up for tests}]\n")).hasSize(2);
  }

  @Test
  void whatChangedSinceItWasListedIsNotJudged() throws IOException {
    Files.writeString(code.resolve("a.py"), "x = 1\n");
    Listing before = listing();
    Files.writeString(code.resolve("a.py"), "x = 2\n");
    assertThatIOException()
        .isThrownBy(() -> PlainSecrets.inCode(code, before, spec(JOB)))
        .withMessageContaining("changed");
  }
}
