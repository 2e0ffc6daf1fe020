package dev.bailey.worker.walls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed starter is what its source gives, by the line in the source. */
class StarterBinaryTest {
  private static final Path SOURCE = Path.of("src/main/native/starter.c");
  private static final Pattern LINE =
      Pattern.compile("gcc (-Os.*?) \\*\\s+-o starter-x86_64 starter\\.c", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void sourceGivesTheCommittedBytes() throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "the committed starter is for x86_64");
    Assumptions.assumeTrue(
        Files.exists(Path.of("/usr/bin/gcc"))
            && output(List.of("/usr/bin/gcc", "-dumpfullversion")).startsWith("12.2"),
        "needs gcc 12.2, other versions give other bytes");
    Matcher line = LINE.matcher(Files.readString(SOURCE));
    assertThat(line.find()).isTrue();
    Path made = directory.resolve("starter");
    List<String> command = new ArrayList<>();
    command.add("/usr/bin/gcc");
    command.addAll(List.of(line.group(1).replace(" * ", " ").strip().split("\\s+")));
    command.addAll(List.of("-o", made.toString(), SOURCE.toString()));

    assertThat(output(command)).isEmpty();

    assertThat(Digest.of(Files.readAllBytes(made))).isEqualTo(Starter.bundled().digest());
  }

  private static String output(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return text;
  }
}
