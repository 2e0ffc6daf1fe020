package dev.bailey.worker.image;

import dev.bailey.job.plan.Image;
import dev.bailey.job.plan.Images;
import dev.bailey.ledger.Digest;
import dev.bailey.worker.host.ContainerRuntime;
import dev.bailey.worker.host.HostHands;
import dev.bailey.worker.host.Probe;
import dev.bailey.worker.host.Step;
import dev.bailey.worker.image.Progress.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds images from Debian packages.
 *
 * <p>The root file system is one archive; its SHA-256 is the digest of the image's only layer, and
 * that is checked after the import. The same recipe and the same state of the Debian archive give
 * the same bytes. The image carries the recipe's digest as a label, so that a recipe that was built
 * is not built again.
 */
public final class ImageBuilder {
  /** Label with the digest of the recipe. */
  public static final String LABEL = "dev.bailey.recipe";

  private static final Path PROGRAM = Path.of("/usr/bin/mmdebstrap");
  private static final int BUFFER = 1 << 20;

  private final ContainerRuntime runtime;
  private final Path workDirectory;
  private final HostHands hands;
  private final Probe probe;
  private final Images images;

  /**
   * A builder.
   *
   * @param runtime the host's Podman
   * @param workDirectory existing directory with room for an uncompressed image
   * @param hands run the programs that change the host
   * @param probe runs the program that looks for an earlier build
   * @param images find the image afterwards
   */
  public ImageBuilder(
      ContainerRuntime runtime, Path workDirectory, HostHands hands, Probe probe, Images images) {
    this.runtime = runtime;
    this.workDirectory = workDirectory;
    this.hands = hands;
    this.probe = probe;
    this.images = images;
  }

  /** Builds the recipe in a directory, or finds that it was built before. */
  public BuildResult build(Path recipeDirectory, Progress.Listener listener) {
    return switch (RecipeReader.read(recipeDirectory)) {
      case RecipeReader.Result.Bad(List<String> problems) ->
          new BuildResult.Failed(problems.getFirst(), String.join("\n", problems));
      case RecipeReader.Result.Read(Recipe recipe) -> build(recipe, listener);
    };
  }

  BuildResult build(Recipe recipe, Progress.Listener listener) {
    if (recipe.digest().hex().equals(labelOf(recipe.reference()))
        && images.resolve(recipe.name()) instanceof Images.Resolved.Found(Image image)) {
      return new BuildResult.Built(image, recipe.digest(), true);
    }
    Path tar = workDirectory.resolve(recipe.name() + "-" + recipe.digest().hex() + ".tar");
    try {
      Files.deleteIfExists(tar);
      return make(recipe, tar, listener);
    } catch (IOException failed) {
      return new BuildResult.Failed("the archive cannot be read back: " + failed, "");
    } finally {
      remove(tar);
    }
  }

  private BuildResult make(Recipe recipe, Path tar, Progress.Listener listener) throws IOException {
    Step root =
        new Step.Command("build image " + recipe.name(), Mmdebstrap.command(recipe, PROGRAM, tar));
    listener.on(new Progress(Phase.FETCH, 0, ""));
    if (hands.carryOut(root, new BuildLog(listener))
        instanceof HostHands.Done.Failed(String reason, String tail)) {
      return new BuildResult.Failed(reason, tail);
    }
    Digest digest = digest(tar, listener);
    listener.on(new Progress(Phase.IMPORT, 0, ""));
    Step load = new Step.Command("import image " + recipe.name(), importCommand(recipe, tar));
    if (hands.carryOut(load, line -> {})
        instanceof HostHands.Done.Failed(String reason, String tail)) {
      return new BuildResult.Failed(reason, tail);
    }
    return checked(recipe, digest);
  }

  private BuildResult checked(Recipe recipe, Digest archive) {
    return switch (images.resolve(recipe.name())) {
      case Images.Resolved.NotFound(String reason, String hint) ->
          new BuildResult.Failed(reason, hint);
      case Images.Resolved.Found(Image image) ->
          image.layers().equals(List.of(archive))
              ? new BuildResult.Built(image, recipe.digest(), false)
              : new BuildResult.Failed(
                  "the imported layer is not the archive that was built",
                  "built " + archive + ", imported " + image.layers());
    };
  }

  private List<String> importCommand(Recipe recipe, Path tar) {
    List<String> out = new ArrayList<>(podman());
    out.addAll(List.of("import", "-q", "--message", "recipe " + recipe.digest()));
    recipe.environment().forEach((k, v) -> out.addAll(List.of("--change", "ENV " + k + "=" + v)));
    out.addAll(List.of("--change", "LABEL " + LABEL + "=" + recipe.digest().hex()));
    out.addAll(List.of(tar.toString(), recipe.reference() + ":latest"));
    return List.copyOf(out);
  }

  private String labelOf(String reference) {
    List<String> command = new ArrayList<>(podman());
    command.addAll(List.of("image", "inspect", "-f", "{{index .Labels \"" + LABEL + "\"}}"));
    command.add(reference + ":latest");
    Probe.Output seen = probe.run(command);
    return seen.fine() ? seen.firstLine() : "";
  }

  private List<String> podman() {
    return List.of(
        "/usr/bin/env", "CONTAINERS_CONF=" + runtime.containersConf(), runtime.podman().toString());
  }

  private static Digest digest(Path tar, Progress.Listener listener) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[BUFFER];
    long done = 0;
    long told = 0;
    try (InputStream in = Files.newInputStream(tar)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
        done += n;
        if (done - told >= 50L * BUFFER) {
          listener.on(new Progress(Phase.DIGEST, done, "bytes"));
          told = done;
        }
      }
    }
    listener.on(new Progress(Phase.DIGEST, done, "bytes"));
    return Digest.ofRaw(sha256.digest());
  }

  private static void remove(Path tar) {
    try {
      Files.deleteIfExists(tar);
    } catch (IOException leftForNextBuild) {
      // The next build of this recipe begins by removing it.
    }
  }
}
