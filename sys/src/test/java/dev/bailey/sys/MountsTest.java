package dev.bailey.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("container")
class MountsTest {
  private static final int DISK = 4321;
  private static final int SEEN = 701_000;

  @TempDir Path temporary;
  private Path source;
  private Path target;

  @BeforeEach
  void directories() throws IOException {
    assumeTrue(
        Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
        "mounting needs root");
    source = Files.createDirectory(temporary.resolve("source"));
    target = Files.createDirectory(temporary.resolve("target"));
    Files.writeString(source.resolve("file"), "content");
    HostFiles.chown(source, DISK, DISK);
    HostFiles.chown(source.resolve("file"), DISK, DISK);
  }

  @AfterEach
  void unmountAll() {
    for (MountPoint mount : Mounts.mountsBelow(temporary).reversed()) {
      Mounts.unmount(mount.target());
    }
    assertThat(Mounts.mountsBelow(temporary)).isEmpty();
  }

  private static final List<IdMap> MAP = List.of(new IdMap(DISK, SEEN, 1));

  @Test
  void showsTheMappedOwnerAndRefusesWritesWhenReadOnly() throws IOException {
    Binding binding = Mounts.bindIdMapped(source, target, true, true, MAP);
    assertThat(binding).isInstanceOf(Binding.Bound.class);
    assertThat(Files.getAttribute(target.resolve("file"), "unix:uid")).isEqualTo(SEEN);
    assertThat(Files.getAttribute(target.resolve("file"), "unix:gid")).isEqualTo(SEEN);
    assertThat(Files.getAttribute(source.resolve("file"), "unix:uid")).isEqualTo(DISK);
    assertThatThrownBy(() -> Files.writeString(target.resolve("file"), "x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("Read-only");
    assertThat(Mounts.mountsBelow(target))
        .singleElement()
        .satisfies(
            m -> assertThat(m.options()).contains("ro", "nosuid", "nodev", "noexec", "idmapped"));
  }

  @Test
  void storesWhatTheMappedUserWritesUnderTheOwnerOnDisk() throws Exception {
    Mounts.bindIdMapped(source, target, false, true, MAP);
    ProcessResult result = asUser(SEEN, "/bin/sh", "-c", "echo made > " + target + "/made");
    assertThat(result)
        .isInstanceOfSatisfying(
            ProcessResult.Exited.class,
            e -> {
              assertThat(e.stderr()).isEmpty();
              assertThat(e.code()).isZero();
            });
    assertThat(Files.getAttribute(source.resolve("made"), "unix:uid")).isEqualTo(DISK);
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwxrwxrwx"));
    ProcessResult other = asUser(SEEN + 1, "/bin/sh", "-c", "echo made > " + target + "/other");
    assertThat(((ProcessResult.Exited) other).succeeded()).isFalse();
    assertThat(source.resolve("other")).doesNotExist();
  }

  private ProcessResult asUser(int id, String... command) throws Exception {
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
    List<String> argv =
        new java.util.ArrayList<>(
            List.of(Processes.find("setpriv"), "--reuid=" + id, "--regid=" + id, "--clear-groups"));
    argv.addAll(List.of(command));
    return Processes.run(argv, Map.of(), new byte[0], 10_000, Duration.ofSeconds(10));
  }

  @Test
  void noexecAndNosuidHold() throws Exception {
    Path program =
        Files.copy(
            Path.of(Processes.find("id")),
            source.resolve("id"),
            StandardCopyOption.COPY_ATTRIBUTES);
    HostFiles.chown(program, 0, 0);
    Files.setAttribute(program, "unix:mode", 04755);
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path executable = Files.createDirectory(temporary.resolve("executable"));
    List<IdMap> identity = List.of(new IdMap(0, 0, 1), new IdMap(DISK, SEEN, 1));
    assertThat(Mounts.bindIdMapped(source, executable, true, false, identity))
        .isInstanceOf(Binding.Bound.class);
    Mounts.bindIdMapped(source, target, true, true, identity);

    assertThat(asUser(SEEN, source + "/id", "-u").stdout())
        .as("set-id works unmounted")
        .isEqualTo("0\n");
    assertThat(asUser(SEEN, executable + "/id", "-u").stdout()).as("nosuid").isEqualTo(SEEN + "\n");
    ProcessResult.Exited refused = (ProcessResult.Exited) asUser(SEEN, target + "/id", "-u");
    assertThat(refused.succeeded()).as("noexec").isFalse();
    assertThat(refused.stderr()).contains("Permission denied");
  }

  @Test
  void devicesAreDead() throws Exception {
    ProcessResult made =
        Processes.run(
            List.of(Processes.find("mknod"), "-m", "666", source + "/null", "c", "1", "3"),
            Map.of(),
            new byte[0],
            1000,
            Duration.ofSeconds(10));
    assertThat(((ProcessResult.Exited) made).code()).isZero();
    Mounts.bindIdMapped(source, target, false, true, List.of(new IdMap(0, 0, 1)));
    assertThatThrownBy(() -> Files.newInputStream(target.resolve("null")).close())
        .isInstanceOf(java.nio.file.AccessDeniedException.class);
    Files.newInputStream(source.resolve("null")).close();
  }

  @Test
  void refusesASourceReachedThroughALink() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), source);
    Files.createDirectory(source.resolve("sub"));
    assertThat(Mounts.bindIdMapped(link.resolve("sub"), target, true, true, MAP))
        .isEqualTo(new Refused(Refusal.SYMLINK, link + "/sub"));
    assertThat(Mounts.bindIdMapped(link, target, true, true, MAP)).isInstanceOf(Refused.class);
    Path missing = temporary.resolve("missing");
    assertThat(Mounts.bindIdMapped(missing, target, true, true, MAP))
        .isEqualTo(new Refused(Refusal.NOT_FOUND, missing.toString()));
    assertThat(Mounts.mountsBelow(target)).isEmpty();
  }

  @Test
  void mountsThePinnedDirectoryAlthoughItsPathWasSwapped() throws IOException {
    Path other = Files.createDirectory(temporary.resolve("other"));
    try (Pinned pinned = (Pinned) Pinned.open(source)) {
      Files.move(source, temporary.resolve("moved"));
      Files.createSymbolicLink(source, other);
      Mounts.bindIdMapped(pinned, target, true, true, MAP);
    }
    assertThat(target.resolve("file")).hasContent("content");
  }

  @Test
  void aPlainBindKeepsOwnersAndRefusesWritesWhenReadOnly() throws IOException {
    try (Pinned pinned = (Pinned) Pinned.open(source)) {
      Mounts.bind(pinned, target, true, true);
    }
    assertThat(Files.getAttribute(target.resolve("file"), "unix:uid")).isEqualTo(DISK);
    assertThatThrownBy(() -> Files.delete(target.resolve("file")))
        .hasMessageContaining("Read-only");
  }

  @Test
  void tmpfsHoldsItsSizeAndFlags() throws IOException {
    Mounts.mountTmpfs(target, 64 * 1024, 10, 0700);
    assertThatThrownBy(() -> Files.write(target.resolve("big"), new byte[128 * 1024]))
        .hasMessageContaining("No space");
    MountPoint mount = Mounts.mountsBelow(target).getFirst();
    assertThat(mount.fileSystem()).isEqualTo("tmpfs");
    assertThat(mount.options()).contains("nosuid", "nodev", "noexec");
    assertThat(mount.superOptions()).contains("size=64k", "nr_inodes=10", "mode=700");
  }

  @Test
  void unmountsOnceAndDecodesEscapedNames() throws IOException {
    Path odd = Files.createDirectory(target.resolve("a b\tc\\d"));
    Mounts.mountTmpfs(odd, 4096, 10, 0700);
    Mounts.makePrivate(odd);
    assertThat(Mounts.mountsBelow(target))
        .singleElement()
        .satisfies(m -> {
          assertThat(m.target()).isEqualTo(odd);
          assertThat(m.propagation()).isEmpty();
        });
    assertThat(Mounts.unmount(odd)).isTrue();
    assertThat(Mounts.unmount(odd)).isFalse();
  }

  @Test
  void anImageHoldsItsSize() throws Exception {
    Path image = temporary.resolve("image");
    try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(8 << 20);
    }
    ProcessResult made =
        Processes.run(
            List.of(Processes.find("mkfs.ext4"), "-q", "-m", "0", image.toString()),
            Map.of(),
            new byte[0],
            10_000,
            Duration.ofSeconds(30));
    assertThat(((ProcessResult.Exited) made).code()).isZero();
    LoopDevice.mountExt4(image, target, false);
    assertThat(LoopDevice.attachedBelow(temporary))
        .extracting(LoopDevice.Attached::backing)
        .containsExactly(image);
    assertThatThrownBy(() -> Files.write(target.resolve("big"), new byte[16 << 20]))
        .hasMessageContaining("No space");
    assertThat(Mounts.mountsBelow(target).getFirst().options())
        .contains("nosuid", "nodev", "noexec");
    Mounts.unmount(target);
    assertThat(eventuallyDetached()).as("the device frees itself").isTrue();
  }

  private boolean eventuallyDetached() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      if (LoopDevice.attachedBelow(temporary).isEmpty()) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }
}
