package dev.bailey.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as an auditor runs it: a jar of nothing but this module's classes, on a bare JDK. */
class MainTest {
  private static final Signer NODE = Samples.node();

  @TempDir static Path dir;

  private static Path jar = Path.of("");

  @BeforeAll
  static void prepare() throws Exception {
    jar = dir.resolve("bailey-verify.jar");
    Path classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.bailey.verify.Main");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, entries);
      }
    }
    Files.createDirectory(dir.resolve("keys"));
    Files.writeString(dir.resolve("keys/node.pub"), "# the lab's node\n\n" + NODE.line + "\n");
    Files.write(dir.resolve("good.evidence"), Samples.good(NODE).build());
    Files.createDirectory(dir.resolve("out"));
    Files.writeString(dir.resolve("out/model.safetensors"), "weights");
    Files.writeString(dir.resolve("out/metrics.jsonl"), "metrics!");
  }

  private record Ran(int code, String out) {}

  private static Ran run(String... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString()));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out);
  }

  @Test
  void goodFileEndsWithZero() throws Exception {
    Ran ran = run("good.evidence", "--trust", "keys/", "--outputs", "out");
    assertThat(ran.code()).as(ran.out()).isZero();
    assertThat(ran.out())
        .contains("✔ outputs      2 files of out read, bytes as stored")
        .endsWith("verified with node key node+ee0021e2, which you trust (keys/node.pub)\n");
  }

  @Test
  void doubtEndsWithEleven() throws Exception {
    Files.writeString(dir.resolve("bad.evidence"), "{}\n");
    Ran ran = run("bad.evidence", "--trust", "keys/node.pub", "--json");
    assertThat(ran.code()).isEqualTo(11);
    assertThat(ran.out()).contains("\"verified\":false");
  }

  @Test
  void wrongUseEndsWithTwo() throws Exception {
    assertThat(run("good.evidence").code()).isEqualTo(2);
    assertThat(run("missing.evidence", "--trust", "keys").code()).isEqualTo(2);
  }

  @Test
  void outputsThatDifferAreADoubt() throws Exception {
    Path other = Files.createDirectory(dir.resolve("other"));
    Files.writeString(other.resolve("model.safetensors"), "wEights");
    Files.createSymbolicLink(other.resolve("metrics.jsonl"), dir.resolve("out/metrics.jsonl"));
    Report report =
        Verifier.verify(dir.resolve("good.evidence"), List.of(NODE.trusted("node.pub")), other);
    assertThat(report.verified()).isFalse();
    assertThat(report.text())
        .contains("model.safetensors, digest of the file")
        .contains("metrics.jsonl is not there as a regular file");
  }

  @Test
  void argumentsThatMakeNoSenseAreExplained() {
    for (List<String> args :
        List.of(
            List.<String>of(),
            List.of("a", "b", "--trust", "k"),
            List.of("a", "--trust"),
            List.of("a", "--trust", "k", "--unknown"),
            List.of("a", "--trust", "k", "--outputs", "x", "--outputs", "y"),
            List.of("a\0", "--trust", "k"))) {
      assertThat(Arguments.parse(args)).isInstanceOf(Arguments.Parsed.Wrong.class);
    }
  }
}
