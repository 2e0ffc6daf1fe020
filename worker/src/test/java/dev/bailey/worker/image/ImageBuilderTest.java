package dev.bailey.worker.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Images;
import dev.bailey.ledger.Digest;
import dev.bailey.worker.host.ContainerRuntime;
import dev.bailey.worker.host.HostFacts.Cgroups;
import dev.bailey.worker.host.HostHands;
import dev.bailey.worker.host.Probe;
import dev.bailey.worker.host.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuilderTest {
  private static final byte[] ARCHIVE = {1, 2, 3};
  private static final Recipe RECIPE =
      RecipeReaderTest.recipe(
          """
          {"name":"tiny","suite":"bookworm","packages":["busybox-static"],"epoch":1700000000,
           "environment":{"PATH":"/bin"},"exclude":["/usr/share/doc/*"],"keep":["/usr/share/doc/a"]}
          """);

  @TempDir Path directory;
  private final List<Step> steps = new ArrayList<>();
  private final List<Progress> progress = new ArrayList<>();

  @Test
  void theCommandIsExactlyThis() {
    assertThat(Mmdebstrap.command(RECIPE, Path.of("/usr/bin/mmdebstrap"), Path.of("/w/t.tar")))
        .startsWith(
            "/usr/bin/env",
            "-i",
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
            "SOURCE_DATE_EPOCH=1700000000",
            "/usr/bin/mmdebstrap",
            "--verbose",
            "--variant=minbase",
            "--mode=root",
            "--format=tar",
            "--include=busybox-static",
            "--aptopt=Acquire::Languages \"none\"",
            "--aptopt=Acquire::Retries \"3\"",
            "--dpkgopt=path-exclude=/usr/share/doc/*",
            "--dpkgopt=path-include=/usr/share/doc/a")
        .endsWith("bookworm", "/w/t.tar");
  }

  @Test
  void buildsImportsAndChecks() {
    BuildResult result = builder("", Digest.of(ARCHIVE)).build(RECIPE, progress::add);
    assertThat(result)
        .isInstanceOfSatisfying(
            BuildResult.Built.class,
            b -> {
              assertThat(b.already()).isFalse();
              assertThat(b.recipe()).isEqualTo(RECIPE.digest());
            });
    assertThat(steps)
        .extracting(Step::purpose)
        .containsExactly("build image tiny", "import image tiny");
    assertThat(((Step.Command) steps.get(1)).command())
        .contains("ENV PATH=/bin", "LABEL dev.bailey.recipe=" + RECIPE.digest().hex());
    assertThat(progress)
        .contains(
            new Progress(Progress.Phase.INSTALL, 2, "packages"),
            new Progress(Progress.Phase.DIGEST, 3, "bytes"));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aRecipeThatWasBuiltIsNotBuiltAgain() {
    BuildResult result =
        builder(RECIPE.digest().hex() + "\n", Digest.of(ARCHIVE)).build(RECIPE, progress::add);
    assertThat(result)
        .isInstanceOfSatisfying(BuildResult.Built.class, b -> assertThat(b.already()).isTrue());
    assertThat(steps).isEmpty();
  }

  @Test
  void anotherRecipesImageIsReplaced() {
    BuildResult result = builder("0".repeat(64), Digest.of(ARCHIVE)).build(RECIPE, progress::add);
    assertThat(result).isInstanceOf(BuildResult.Built.class);
    assertThat(steps).hasSize(2);
  }

  @Test
  void aLayerThatIsNotTheArchiveIsAFailure() {
    BuildResult result = builder("", Digest.of(new byte[] {9})).build(RECIPE, progress::add);
    assertThat(result).isInstanceOf(BuildResult.Failed.class);
  }

  @Test
  void aFailedBuildShowsTheEndOfItsLog() {
    HostHands broken =
        (step, lines) -> new HostHands.Done.Failed("ended with code 25", "E: no such package");
    BuildResult result =
        new ImageBuilder(runtime(), directory, broken, probe(""), images(Digest.NONE))
            .build(RECIPE, progress::add);
    assertThat(result)
        .isEqualTo(new BuildResult.Failed("ended with code 25", "E: no such package"));
  }

  @Test
  void aBadRecipeRunsNothing() {
    assertThat(builder("", Digest.NONE).build(directory, progress::add))
        .isInstanceOf(BuildResult.Failed.class);
    assertThat(steps).isEmpty();
  }

  private ImageBuilder builder(String label, Digest layer) {
    HostHands hands =
        (step, lines) -> {
          steps.add(step);
          lines.accept("Setting up libc6:amd64 (2.36) ...");
          lines.accept("Setting up busybox-static (1.35) ...");
          if (step instanceof Step.Command c && c.command().contains("--mode=root")) {
            write(Path.of(c.command().getLast()));
          }
          return new HostHands.Done.Fine("");
        };
    return new ImageBuilder(runtime(), directory, hands, probe(label), images(layer));
  }

  private static void write(Path tar) {
    try {
      Files.write(tar, ARCHIVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Probe probe(String label) {
    return command ->
        label.isEmpty() ? new Probe.Output(125, "no such image") : new Probe.Output(0, label);
  }

  private static Images images(Digest layer) {
    return reference ->
        new Images.Resolved.Found(
            new Image(reference, Digest.NONE, List.of(layer), List.of(), List.of()));
  }

  private static ContainerRuntime runtime() {
    return new ContainerRuntime(
        "runc",
        "1.1.5",
        Path.of("/usr/bin/podman"),
        "4.3.1",
        Cgroups.Mode.HYBRID,
        Path.of("/home/containers.conf"),
        true,
        1,
        1);
  }
}
