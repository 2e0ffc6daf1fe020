package dev.bailey.sys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedFilesTest {
  private static final String MARK = "a line that a thief of the disk would like to read\n";
  @TempDir Path dir;
  private Path image;
  private Path mount;

  @BeforeEach
  void needs() throws Exception {
    assumeTrue(ProcessHandle.current().info().user().orElse("").equals("root"), "needs root");
    image = dir.resolve("image");
    mount = Files.createDirectory(dir.resolve("mount"));
  }

  @AfterEach
  void away() {
    Mounts.unmount(mount);
  }

  private void make(String features) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(32 << 20);
    }
    List<String> command =
        List.of(
            Processes.find("mke2fs"),
            "-q",
            "-F",
            "-t",
            "ext4",
            "-b",
            "4096",
            "-O",
            features,
            image.toString());
    assertThat(Processes.run(command, Map.of(), new byte[0], 4096, Duration.ofSeconds(20)))
        .matches(ended -> ended instanceof ProcessResult.Exited exited && exited.succeeded());
    mount();
  }

  private void mount() {
    LoopDevice.mountExt4(image, mount, false);
    assumeTrue(EncryptedFiles.offered(), "needs a kernel whose ext4 can encrypt");
  }

  private boolean onDisk(String text) throws Exception {
    Mounts.unmount(mount);
    return new String(Files.readAllBytes(image), UTF_8).contains(text);
  }

  @Test
  void whatIsWrittenIsNotOnTheDiskAndCannotBeReadLater() throws Exception {
    make("encrypt");
    Path secret = Files.createDirectory(mount.resolve("secret"));
    Path open = Files.createDirectory(mount.resolve("open"));
    EncryptedFiles.encrypt(mount, List.of(secret));
    assertThat(EncryptedFiles.encrypted(secret)).isTrue();
    assertThat(EncryptedFiles.encrypted(open)).isFalse();
    Files.writeString(secret.resolve("patients.csv"), MARK.repeat(1000));
    assertThat(secret.resolve("patients.csv")).content().startsWith(MARK);
    assertThat(onDisk(MARK)).isFalse();
    mount();
    try (Stream<Path> listed = Files.list(mount.resolve("secret"))) {
      Path file = listed.findAny().orElseThrow();
      assertThat(file.getFileName().toString()).isNotEqualTo("patients.csv");
      assertThatThrownBy(() -> Files.readAllBytes(file)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void withoutItTheSameIsOnTheDisk() throws Exception {
    make("encrypt");
    Files.writeString(mount.resolve("patients.csv"), MARK.repeat(1000));
    assertThat(onDisk(MARK)).isTrue();
  }

  @Test
  void aFileSystemWithoutTheFeatureIsAnError() throws Exception {
    make("^encrypt");
    Path secret = Files.createDirectory(mount.resolve("secret"));
    assertThatThrownBy(() -> EncryptedFiles.encrypt(mount, List.of(secret)))
        .isInstanceOf(SysException.class);
    assertThat(EncryptedFiles.encrypted(secret)).isFalse();
    assertThat(EncryptedFiles.encrypted(mount.resolve("nothing"))).isFalse();
  }

  @Test
  void aDirectoryThatIsNotEmptyIsAnError() throws Exception {
    make("encrypt");
    Path used = Files.createDirectory(mount.resolve("used"));
    Files.writeString(used.resolve("file"), "plain");
    assertThatThrownBy(() -> EncryptedFiles.encrypt(mount, List.of(used)))
        .isInstanceOf(SysException.class)
        .hasMessageContaining("ENOTEMPTY");
  }
}
