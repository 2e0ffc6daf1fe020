package dev.bailey.worker.walls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Digest;
import dev.bailey.worker.walls.SeccompProfile.Loaded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeccompProfilesTest {
  @TempDir Path directory;
  private SeccompProfiles profiles;

  @BeforeEach
  void setUp() {
    profiles = new SeccompProfiles(directory);
  }

  private static SeccompProfile valid(Loaded loaded) {
    return switch (loaded) {
      case Loaded.Profile(SeccompProfile profile) -> profile;
      case Loaded.Refused(String reason) -> throw new AssertionError(reason);
    };
  }

  private static String refusal(Loaded loaded) {
    return loaded instanceof Loaded.Refused(String reason) ? reason : "";
  }

  /** A filter of the owner: the usual one without one call. */
  private Path own(String name) throws IOException {
    String usual =
        new String(
            valid(SeccompProfiles.bundled(SeccompProfile.DEFAULT)).text(), StandardCharsets.UTF_8);
    Path file = directory.resolve(name + ".json");
    Files.writeString(file, usual.replace("\"mkdir\", ", ""));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default-hardened", "gpu", "notebook"})
  void bundledByNameAndByDigest(String name) {
    SeccompProfile profile = valid(profiles.find(name));

    assertThat(profile.name()).isEqualTo(name);
    assertThat(valid(profiles.find("sha256:" + profile.digest().hex())).name()).isEqualTo(name);
    assertThat(valid(profiles.find(name, profile.digest())).digest()).isEqualTo(profile.digest());
  }

  @Test
  void ownersByNameAndByDigest() throws IOException {
    Digest digest = Digest.of(Files.readAllBytes(own("mine")));

    assertThat(valid(profiles.find("mine")).digest()).isEqualTo(digest);
    assertThat(valid(profiles.find("sha256:" + digest.hex())).name()).isEqualTo("mine");
    assertThat(profiles.names()).containsExactly("default-hardened", "gpu", "mine", "notebook");
  }

  @Test
  void editedSinceItWasMeasured() throws IOException {
    Digest decided = Digest.of(Files.readAllBytes(own("mine")));
    assertThat(valid(profiles.find("mine", decided)).name()).isEqualTo("mine");

    Files.writeString(directory.resolve("mine.json"), " ", java.nio.file.StandardOpenOption.APPEND);

    assertThat(refusal(profiles.find("mine", decided))).contains("was edited");
    assertThat(refusal(profiles.find("sha256:" + decided.hex()))).contains("no valid");
  }

  @Test
  void missing() throws IOException {
    Digest decided = Digest.of(Files.readAllBytes(own("mine")));
    Files.delete(directory.resolve("mine.json"));

    assertThat(refusal(profiles.find("mine"))).contains("not there", "notebook");
    assertThat(refusal(profiles.find("mine", decided))).contains("not there");
    assertThat(refusal(new SeccompProfiles(directory.resolve("none")).find("mine")))
        .contains("not there");
  }

  @Test
  void aFileCannotTakeTheNameOfOneOfOurs() throws IOException {
    own("gpu");
    assertThat(refusal(profiles.find("gpu"))).contains("rename");
  }

  @Test
  void neitherLinksNorDirectoriesNorFilesOfOthers() throws IOException {
    Path file = own("mine");
    Files.createSymbolicLink(directory.resolve("link.json"), file);
    Files.createDirectory(directory.resolve("folder.json"));
    assertThat(refusal(profiles.find("link"))).contains("not a plain file");
    assertThat(refusal(profiles.find("folder"))).contains("not a plain file");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    assertThat(refusal(profiles.find("mine"))).contains("edited by others");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../mine", "mine.json", "a/b", "A", "-a", "sha256:", "sha256:00"})
  void otherTextIsNoName(String name) throws IOException {
    own("mine");
    assertThat(refusal(profiles.find(name))).isNotEmpty();
  }
}
