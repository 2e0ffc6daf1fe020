package dev.bailey.sys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HostTest {
  @TempDir Path temporary;

  @Test
  void writesDurablyWithExactModeAndLeavesNothingElse() throws IOException {
    Path file = temporary.resolve("file");
    HostFiles.writeDurably(file, "one".getBytes(UTF_8), 0666);
    HostFiles.writeDurably(file, "two".getBytes(UTF_8), 0640);
    assertThat(file).hasContent("two");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(temporary).isDirectoryContaining(file::equals);
    assertThat(temporary.toFile().list()).hasSize(1);
    HostFiles.writeDurably(file, new byte[0], 0600);
    assertThat(file).isEmptyFile();
  }

  @Test
  void aFailedWriteLeavesTheTargetAndNoTemporaryFile() throws IOException {
    Path directory = Files.createDirectories(temporary.resolve("file/sub"));
    assertThatThrownBy(() -> HostFiles.writeDurably(directory, new byte[1], 0600))
        .isInstanceOfSatisfying(SysException.class, e -> assertThat(e.errno()).isEqualTo("EISDIR"));
    assertThat(temporary.resolve("file").toFile().list()).containsExactly("sub");
  }

  @Test
  void fsyncOfAFileAsDirectoryNamesCallErrorAndPath() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    assertThatThrownBy(() -> HostFiles.fsyncDirectory(file))
        .isInstanceOf(SysException.class)
        .hasMessage("openat: ENOTDIR: " + file);
    HostFiles.fsyncDirectory(temporary);
  }

  @Test
  void replacesALinkInsteadOfWritingThroughIt() throws IOException {
    Path victim = Files.writeString(temporary.resolve("victim"), "old");
    Path link = Files.createSymbolicLink(temporary.resolve("link"), victim);
    HostFiles.writeDurably(link, "new".getBytes(UTF_8), 0600);
    assertThat(victim).hasContent("old");
    assertThat(Files.isSymbolicLink(link)).isFalse();
  }

  @Test
  void aLockIsExclusiveWithinAndBetweenProcesses() throws Exception {
    Path file = temporary.resolve("lock");
    List<String> other =
        List.of(Processes.find("flock"), "--nonblock", file.toString(), Processes.find("true"));
    try (ExclusiveLock held = (ExclusiveLock) ExclusiveLock.tryTake(file)) {
      assertThat(held).isNotNull();
      assertThat(ExclusiveLock.tryTake(file)).isEqualTo(new Locking.HeldElsewhere());
      assertThat(run(other)).isEqualTo(1);
    }
    assertThat(run(other)).isZero();
    try (RunningProcess holder = holder(file)) {
      assertThat(ExclusiveLock.tryTake(file)).isEqualTo(new Locking.HeldElsewhere());
      holder.stop(Duration.ofSeconds(10));
      assertThat(holder.awaitExit(Duration.ofSeconds(10))).isPresent();
    }
    ((ExclusiveLock) ExclusiveLock.tryTake(file)).close();
  }

  private static RunningProcess holder(Path file) throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    RunningProcess holder =
        Processes.start(
            List.of(
                Processes.find("flock"),
                "--no-fork",
                file.toString(),
                "/bin/sh",
                "-c",
                "echo locked; exec sleep 60"),
            Map.of("PATH", "/usr/bin:/bin"),
            lines::add);
    assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("locked");
    return holder;
  }

  private static int run(List<String> command) throws InterruptedException {
    ProcessResult result =
        Processes.run(command, Map.of(), new byte[0], 1000, Duration.ofSeconds(10));
    return ((ProcessResult.Exited) result).code();
  }

  @Test
  void aFifoOpensOnlyWithAReaderAndSaysWhenItIsGone() throws IOException {
    Path fifo = temporary.resolve("fifo");
    HostFiles.mkfifo(fifo, 0444);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fifo)))
        .isEqualTo("r--r--r--");
    assertThat(FifoWriter.open(fifo)).isEmpty();
    Fd reader = Fd.open(fifo, Kernel.O_NONBLOCK, 0);
    try (FifoWriter writer = FifoWriter.open(fifo).orElseThrow()) {
      assertThat(writer.write(new byte[] {'g'})).isTrue();
      try (InputStream in = Files.newInputStream(reader.link())) {
        assertThat(in.read()).isEqualTo('g');
      }
      reader.close();
      assertThat(writer.write(new byte[] {'g'})).isFalse();
    }
  }

  @Test
  void aFileIsNoFifo() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    assertThatThrownBy(() -> FifoWriter.open(file)).isInstanceOf(SysException.class);
  }

  @Test
  void aProcessIsHeldSignalledAndAwaited() throws Exception {
    try (RunningProcess sleeper = sleeper();
        PidFd pidfd = PidFd.open(sleeper.pid()).orElseThrow()) {
      assertThat(pidfd.awaitExit(Duration.ofMillis(20))).isFalse();
      assertThat(pidfd.signal(15)).isTrue();
      assertThat(pidfd.awaitExit(Duration.ofSeconds(10))).isTrue();
      assertThat(sleeper.awaitExit(Duration.ofSeconds(10))).hasValue(143);
      assertThat(pidfd.signal(15)).isFalse();
      assertThat(PidFd.open(sleeper.pid())).isEmpty();
    }
  }

  private static RunningProcess sleeper() {
    return Processes.start(List.of(Processes.find("sleep"), "60"), Map.of(), line -> {});
  }

  @Test
  void thePeerOfAUnixSocketIsThisUser() throws IOException {
    Path path = temporary.resolve("sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
          SocketChannel accepted = server.accept()) {
        assertThat(client.isConnected()).isTrue();
        assertThat(Peer.of(accepted))
            .isEqualTo(
                new Peer(
                    (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"),
                    (int) Files.getAttribute(Path.of("/proc/self"), "unix:gid")));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"Linux, sparc", "Linux, arm", "Windows 11, amd64", "Mac OS X, aarch64"})
  void otherMachinesAreRefusedClearly(String system, String architecture) {
    assertThatThrownBy(() -> Machine.of(system, architecture))
        .isInstanceOf(SysException.class)
        .hasMessageContaining("unsupported");
  }
}
