package dev.bailey.worker.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.Images.Resolved;
import dev.bailey.ledger.Digest;
import dev.bailey.worker.podman.Reply;
import dev.bailey.worker.podman.StoredImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodmanImagesTest {
  private static final Digest ID = Digest.of(new byte[] {1});
  private static final String HEX = ID.hex();
  private final List<String> asked = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-h",
        "--help",
        "Python",
        "python sklearn",
        "python\nsklearn",
        "python:latest",
        "docker://python",
        "oci-archive:/etc/passwd",
        "dir:/etc",
        "docker.io/library/python",
        "docker.io/library/python:3",
        "library/python@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "docker.io/a@sha256:00",
        "docker.io/a:1@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "docker.io/../a@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "docker.io//a@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "docker.io/A@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "docker.io/a@sha512:0000000000000000000000000000000000000000000000000000000000000000",
        "sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "рython"
      })
  void hostileTextNeverReachesPodman(String reference) {
    Resolved resolved = images(good()).resolve(reference);
    assertThat(resolved).isInstanceOf(Resolved.NotFound.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void controlCharactersAreNotEchoed() {
    Resolved resolved = images(good()).resolve("a\u001b[31m\u202e" + "x".repeat(500));
    assertThat(resolved)
        .isInstanceOfSatisfying(
            Resolved.NotFound.class,
            n -> assertThat(n.reason()).hasSizeLessThan(150).matches("[ -~…]*"));
  }

  @Test
  void aNameBuiltHereIsFound() {
    Resolved resolved = images(good()).resolve("python-sklearn");
    assertThat(asked).containsExactly("localhost/bailey/python-sklearn:latest");
    assertThat(resolved)
        .isInstanceOfSatisfying(
            Resolved.Found.class,
            f -> {
              assertThat(f.image().id()).isEqualTo(ID);
              assertThat(f.image().layers()).containsExactly(ID);
              assertThat(f.image().environment()).containsExactly("PATH=/bin");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docker.io/library/python", "localhost:5000/a/b", "r.example:443/x__y/z-1"})
  void aRegistryReferenceByDigestIsPassedOnAsItIs(String name) {
    String reference = name + "@sha256:" + HEX;
    assertThat(images(good()).resolve(reference)).isInstanceOf(Resolved.Found.class);
    assertThat(asked).containsExactly(reference);
  }

  @Test
  void aMissingImageSaysHowToGetIt() {
    Resolved resolved = images(new Reply.Refused<>(404, "no such image")).resolve("python-sklearn");
    assertThat(resolved)
        .isEqualTo(
            new Resolved.NotFound(
                "image is not on this host: python-sklearn",
                "bailey image build images/python-sklearn"));
  }

  @Test
  void anImageThatWouldPullInTheHostsEnvironmentIsRefused() {
    Reply<StoredImage> bare = new Reply.Ok<>(stored(List.of("PATH=/bin", "AWS_SECRET_ACCESS_KEY")));
    assertThat(images(bare).resolve("a")).isInstanceOf(Resolved.NotFound.class);
  }

  @Test
  void aSilentServiceIsNotAMissingImage() {
    assertThat(images(new Reply.NoAnswer<>("timeout")).resolve("a"))
        .isInstanceOfSatisfying(
            Resolved.NotFound.class, n -> assertThat(n.reason()).contains("timeout"));
  }

  private PodmanImages images(Reply<StoredImage> answer) {
    return new PodmanImages(name -> {
      asked.add(name);
      return answer;
    });
  }

  private static Reply<StoredImage> good() {
    return new Reply.Ok<>(stored(List.of("PATH=/bin")));
  }

  static StoredImage stored(List<String> environment) {
    return new StoredImage(
        ID,
        List.of(),
        List.of(),
        List.of(ID),
        List.of(Path.of("/layer")),
        List.of(),
        List.of(),
        environment,
        "",
        "",
        "linux/" + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64"),
        1);
  }
}
