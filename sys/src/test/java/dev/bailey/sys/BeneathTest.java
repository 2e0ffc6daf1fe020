package dev.bailey.sys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeneathTest {
  @TempDir Path temporary;
  private Path root;
  private Path secret;

  @BeforeEach
  void tree() throws IOException {
    root = Files.createDirectory(temporary.resolve("root"));
    secret = Files.writeString(temporary.resolve("secret"), "outside");
    Files.createDirectories(root.resolve("a/b"));
    Files.writeString(root.resolve("a/b/file"), "inside");
    Files.createSymbolicLink(root.resolve("leaf"), secret);
    Files.createSymbolicLink(root.resolve("harmless"), Path.of("a/b/file"));
    Files.createSymbolicLink(root.resolve("parent"), temporary);
    Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(root.resolve("self"), Path.of("/proc/self/root"));
    HostFiles.mkfifo(root.resolve("fifo"), 0600);
  }

  @Test
  void readsARegularFileAndTellsItsFacts() throws IOException {
    Files.createLink(root.resolve("twin"), root.resolve("a/b/file"));
    try (Beneath beneath = Beneath.of(root);
        RegularFile file = (RegularFile) beneath.open("a/../a/b/file");
        InputStream in = file.stream()) {
      assertThat(in.readAllBytes()).isEqualTo("inside".getBytes(UTF_8));
      assertThat(file.facts().size()).isEqualTo(6);
      assertThat(file.facts().links()).isEqualTo(2);
      assertThat(file.facts().inode())
          .isEqualTo(Files.getAttribute(root.resolve("twin"), "unix:ino"));
      assertThat(file.facts().uid()).isEqualTo(Files.getAttribute(root, "unix:uid"));
      assertThat(file.facts().sameFile(file.factsNow())).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "../secret, ESCAPES",
    "a/../../secret, ESCAPES",
    "/etc/passwd, ESCAPES",
    "leaf, SYMLINK",
    "harmless, SYMLINK",
    "parent/secret, SYMLINK",
    "parent, SYMLINK",
    "dangling, SYMLINK",
    "loop, SYMLINK",
    "self/etc/passwd, SYMLINK",
    "fifo, FIFO",
    "a, DIRECTORY",
    "., DIRECTORY",
    "missing, NOT_FOUND",
    "a/b/file/x, NOT_A_DIRECTORY",
    "a/b/file/, NOT_A_DIRECTORY",
    "'', BAD_NAME"
  })
  @Timeout(10)
  void refusesWhatIsNotARegularFileBeneath(String path, Refusal kind) {
    try (Beneath beneath = Beneath.of(root)) {
      assertThat(beneath.open(path)).isEqualTo(new Refused(kind, path));
    }
  }

  @Test
  void refusesNamesThatTheKernelCannotHold() {
    try (Beneath beneath = Beneath.of(root)) {
      assertThat(beneath.open("a\0b")).isEqualTo(new Refused(Refusal.BAD_NAME, "a\0b"));
      assertThat(beneath.open("\ud800")).isEqualTo(new Refused(Refusal.BAD_NAME, "\ud800"));
      String longest = "x".repeat(255);
      assertThat(beneath.open(longest)).isEqualTo(new Refused(Refusal.NOT_FOUND, longest));
      String tooLong = longest + "x";
      assertThat(beneath.open(tooLong)).isEqualTo(new Refused(Refusal.NAME_TOO_LONG, tooLong));
    }
  }

  @Test
  void refusesMagicLinksOfProc() {
    try (Beneath proc = Beneath.of(Path.of("/proc"))) {
      assertThat(proc.open("self/status")).isEqualTo(new Refused(Refusal.SYMLINK, "self/status"));
      String pid = Long.toString(ProcessHandle.current().pid());
      for (String link : List.of("/root/etc/passwd", "/cwd", "/exe", "/fd/0", "/fd/1")) {
        String path = pid + link;
        assertThat(proc.open(path)).as(path).isEqualTo(new Refused(Refusal.SYMLINK, path));
      }
    }
  }

  @Test
  void refusesSockets() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Beneath beneath = Beneath.of(root)) {
      server.bind(UnixDomainSocketAddress.of(root.resolve("sock")));
      assertThat(beneath.open("sock")).isEqualTo(new Refused(Refusal.SOCKET, "sock"));
    }
  }

  @Test
  void refusesDevices() {
    try (Beneath dev = Beneath.of(Path.of("/dev"))) {
      assertThat(dev.open("null")).isEqualTo(new Refused(Refusal.DEVICE, "null"));
      assertThat(dev.open("zero")).isEqualTo(new Refused(Refusal.DEVICE, "zero"));
    }
  }

  /** Another thread exchanges a file, a directory and links to the outside without pause. */
  @Test
  @Timeout(60)
  void neverReadsTheOutsideWhileNamesAreSwapped() throws Exception {
    Path dir = Files.createDirectory(root.resolve("dir"));
    Files.writeString(dir.resolve("secret"), "inside");
    AtomicBoolean stop = new AtomicBoolean();
    Thread swapper = Thread.ofPlatform().start(() -> swap(dir, stop));
    int reached = 0;
    int refused = 0;
    try (Beneath beneath = Beneath.of(root)) {
      for (int i = 0; i < 50_000 && (i < 5_000 || reached == 0 || refused == 0); i++) {
        switch (beneath.open("dir/secret")) {
          case Refused r -> refused++;
          case RegularFile file -> {
            reached++;
            try (file;
                InputStream in = file.stream()) {
              assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("inside");
            }
          }
        }
      }
    } finally {
      stop.set(true);
      swapper.join();
    }
    assertThat(reached).as("the race was run from both sides").isPositive();
    assertThat(refused).as("the race was run from both sides").isPositive();
  }

  private void swap(Path dir, AtomicBoolean stop) {
    Path aside = root.resolve("aside");
    try {
      while (!stop.get()) {
        Files.move(dir, aside);
        Files.createSymbolicLink(dir, temporary);
        Files.delete(dir);
        Files.move(aside, dir);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anOpenedFileStaysTheSameWhenItsNameIsReplaced() throws IOException {
    try (Beneath beneath = Beneath.of(root);
        RegularFile file = (RegularFile) beneath.open("a/b/file")) {
      Files.delete(root.resolve("a/b/file"));
      Files.createSymbolicLink(root.resolve("a/b/file"), secret);
      try (InputStream in = file.stream()) {
        assertThat(in.readAllBytes()).isEqualTo("inside".getBytes(UTF_8));
      }
      assertThat(file.factsNow().links()).isZero();
    }
  }

  @Test
  void listsWithoutFollowingLinks() {
    try (Beneath beneath = Beneath.of(root)) {
      Listing.Entries all = (Listing.Entries) beneath.walk(".", 100, 3);
      assertThat(all.entries())
          .extracting(e -> e.path() + " " + e.facts().type())
          .containsExactly(
              "a DIRECTORY",
              "a/b DIRECTORY",
              "a/b/file REGULAR",
              "dangling SYMLINK",
              "fifo FIFO",
              "harmless SYMLINK",
              "leaf SYMLINK",
              "loop SYMLINK",
              "parent SYMLINK",
              "self SYMLINK");
      Listing.Entries one = (Listing.Entries) beneath.list("a", 1);
      assertThat(one.entries()).extracting(Listing.Entry::path).containsExactly("a/b");
      assertThat(beneath.list("parent", 9))
          .isEqualTo(new Refused(Refusal.NOT_A_DIRECTORY, "parent"));
      assertThat(beneath.list("parent/root", 9))
          .isEqualTo(new Refused(Refusal.SYMLINK, "parent/root"));
      assertThat(beneath.list("fifo", 9)).isEqualTo(new Refused(Refusal.NOT_A_DIRECTORY, "fifo"));
    }
  }

  @Test
  void listsUpToItsLimitsAndNoFurther() {
    try (Beneath beneath = Beneath.of(root)) {
      assertThat(beneath.walk(".", 10, 3)).isInstanceOf(Listing.Entries.class);
      assertThat(((Refused) beneath.walk(".", 9, 3)).kind()).isEqualTo(Refusal.TOO_MANY_ENTRIES);
      assertThat(beneath.walk(".", 10, 2)).isEqualTo(new Refused(Refusal.TOO_DEEP, "a/b"));
    }
  }

  @Test
  void listsMoreEntriesThanOneBufferHolds() throws IOException {
    Path many = Files.createDirectory(root.resolve("many"));
    for (int i = 0; i < 3000; i++) {
      Files.createFile(many.resolve("a-name-of-some-length-" + i));
    }
    try (Beneath beneath = Beneath.of(root)) {
      Listing.Entries listing = (Listing.Entries) beneath.list("many", 3000);
      assertThat(listing.entries()).hasSize(3000);
    }
  }

  @Test
  void refusesNamesThatAreNotText() throws InterruptedException {
    Path many = root.resolve("odd");
    String script = "mkdir '" + many + "' && : > \"$(printf '" + many + "/\\377')\"";
    ProcessResult made =
        Processes.run(
            List.of("/bin/sh", "-c", script), Map.of(), new byte[0], 100, Duration.ofSeconds(10));
    assumeTrue(made instanceof ProcessResult.Exited e && e.succeeded(), "needs raw file names");
    try (Beneath beneath = Beneath.of(root)) {
      assertThat(beneath.list("odd", 9)).isEqualTo(new Refused(Refusal.BAD_NAME, "odd"));
    }
  }

  @Test
  void leavesNoDescriptorsOpen() {
    Path fds = Path.of("/proc/self/fd");
    try (Beneath beneath = Beneath.of(root)) {
      int before = java.util.Objects.requireNonNull(fds.toFile().list()).length;
      for (int i = 0; i < 1000; i++) {
        assertThat(beneath.open("fifo")).isInstanceOf(Refused.class);
        assertThat(beneath.open("missing")).isInstanceOf(Refused.class);
        ((RegularFile) beneath.open("a/b/file")).close();
      }
      assertThat(fds.toFile().list()).hasSizeLessThan(before + 100);
    }
  }
}
