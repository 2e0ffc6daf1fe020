package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images from a registry: by digest or not at all, and what arrives is what the digest says. */
@Tag("container")
class RegistryImageTest {
  private static final String ENTRY =
      """
      #!/bin/sh
      for a in "$@"; do echo "got <$a>"; done
      cat "$2/hello.txt"
      """;

  @TempDir static Path work;
  @TempDir Path dir;
  private static Bailey bailey;
  private static Registry registry;

  @BeforeAll
  static void open() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/busybox")), "needs busybox-static");
    bailey = Bailey.fresh();
    registry = Registry.open(work, bailey.home().resolve("podman"));
  }

  @AfterAll
  static void close() {
    if (registry != null) {
      registry.close();
      bailey.close();
    }
  }

  private byte[] layer(String words) throws IOException {
    return TinyRoot.layer(
        dir.resolve(words),
        root -> {
          Path entry = Files.writeString(root.resolve("bin/entry"), ENTRY);
          assertThat(entry.toFile().setExecutable(true, false)).isTrue();
          Files.writeString(root.resolve("etc/words"), words);
        });
  }

  private Bailey.Ran run(String image, String rest) throws IOException {
    Path job = Files.createDirectories(dir.resolve("job"));
    Files.writeString(job.resolve("hello.txt"), "hello from the workspace\n");
    Files.writeString(job.resolve("job.yaml"), "name: reg\nimage: \"" + image + "\"\n" + rest);
    return bailey.run("run", "-y", job.toString());
  }

  @Test
  void aPinnedImageIsFetchedCheckedAndRunByItsEntryPoint() throws IOException {
    String image = registry.push("lab/tool", layer("good"), List.of("/bin/entry"));
    Bailey.Ran ran = run(image, "script: t.rb\ndeps: r.txt\nargs: [--epochs, 3]\n");
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.out().lines().map(String::strip))
        .containsSubsequence(
            "got <--workspace>",
            "got </workspace>",
            "got <--deps>",
            "got </workspace/r.txt>",
            "got <--script>",
            "got <t.rb>",
            "got <--args>",
            "got <--epochs>",
            "got <3>",
            "hello from the workspace");
    assertThat(bailey.run("image", "list").out()).contains(image);
    assertThat(bailey.run("audit", "tail", "-n", "100").out()).contains("pull_image");
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void aTagIsRefusedBeforeAnybodyIsAsked() {
    for (String name :
        List.of("/lab/tool", "/lab/tool:1", "/lab/tool:1@sha256:" + "0".repeat(64))) {
      registry.asked.clear();
      Bailey.Ran ran = bailey.run("image", "pull", registry.host() + name);
      assertThat(ran.code()).as(ran.all()).isEqualTo(2);
      assertThat(registry.asked).isEmpty();
    }
  }

  @Test
  void aLayerThatIsNotWhatItsDigestSaysIsRefused() throws IOException {
    byte[] layer = layer("corrupt");
    String image = registry.push("lab/corrupt", layer, List.of());
    registry.corrupt(layer);
    refused(image);
  }

  @Test
  void aManifestThatIsNotWhatItsDigestSaysIsRefused() throws IOException {
    String wanted = registry.push("lab/swap", layer("wanted"), List.of());
    String other = registry.push("lab/swap", layer("other"), List.of());
    registry.swapManifests(wanted, other);
    refused(wanted);
  }

  private void refused(String image) throws IOException {
    Bailey.Ran pulled = bailey.run("image", "pull", image);
    assertThat(pulled.code()).as(pulled.all()).isEqualTo(1);
    assertThat(pulled.err()).contains("not fetched");
    Bailey.Ran ran = run(image, "command: [/bin/echo, ran]\n");
    assertThat(ran.code()).as(ran.all()).isNotZero();
    assertThat(ran.out()).doesNotContain("ran");
    assertThat(bailey.run("image", "list").out()).doesNotContain(image);
  }
}
