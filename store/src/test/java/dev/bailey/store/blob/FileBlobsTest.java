package dev.bailey.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bailey.job.run.Blobs.Staged;
import dev.bailey.ledger.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest {
  @TempDir Path dir;
  private FileBlobs blobs;

  @BeforeEach
  void open() throws IOException {
    blobs = FileBlobs.open(dir.resolve("blobs"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Staged.Whole stage(FileBlobs blobs, String text) throws IOException {
    return (Staged.Whole) blobs.stage(new ByteArrayInputStream(bytes(text)), 1 << 20);
  }

  private Digest publish(String text) throws IOException {
    Staged.Whole whole = stage(blobs, text);
    whole.publish();
    return whole.digest();
  }

  private Path place(Digest digest) {
    return dir.resolve("blobs/sha256")
        .resolve(digest.hex().substring(0, 2))
        .resolve(digest.hex().substring(2));
  }

  private List<Path> tmp() throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve("blobs/tmp"))) {
      return files.toList();
    }
  }

  @Test
  void whatIsPublishedComesBack() throws IOException {
    Digest digest = publish("hello");
    assertThat(digest).isEqualTo(Digest.of(bytes("hello")));
    assertThat(blobs.has(digest)).isTrue();
    try (InputStream in = blobs.open(digest);
        InputStream verified = blobs.openVerified(digest)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes("hello"));
      assertThat(verified.readAllBytes()).isEqualTo(bytes("hello"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place(digest))))
        .isEqualTo("r--------");
    assertThat(tmp()).isEmpty();
  }

  @Test
  void nothingIsVisibleBeforePublishing() throws IOException {
    Staged.Whole whole = stage(blobs, "x");
    assertThat(blobs.has(whole.digest())).isFalse();
    assertThatIOException().isThrownBy(() -> blobs.open(whole.digest()));
    whole.discard();
    assertThat(tmp()).isEmpty();
  }

  @Test
  void theLimitIsExact() throws IOException {
    byte[] ten = new byte[10];
    assertThat(blobs.stage(new ByteArrayInputStream(ten), 9)).isEqualTo(new Staged.TooLarge(9));
    assertThat(tmp()).isEmpty();
    assertThat(blobs.stage(new ByteArrayInputStream(ten), 10)).isInstanceOf(Staged.Whole.class);
  }

  @Test
  void anEndlessStreamStopsAtTheLimit() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'y';
          }
        };
    assertThat(blobs.stage(endless, 1 << 20)).isInstanceOf(Staged.TooLarge.class);
  }

  @Test
  void aStreamThatBreaksLeavesNothing() throws IOException {
    InputStream breaks =
        new ByteArrayInputStream(new byte[0]) {
          private int reads;

          @Override
          public synchronized int read(byte[] into, int from, int length) {
            if (reads++ == 3) {
              throw new java.io.UncheckedIOException(new IOException("broken"));
            }
            return length;
          }
        };
    assertThatThrownBy(() -> blobs.stage(breaks, 1 << 20)).hasMessageContaining("broken");
    assertThat(tmp()).isEmpty();
  }

  @Test
  void contentThatIsThereIsKept() throws IOException {
    Digest digest = publish("same");
    Object inode = Files.getAttribute(place(digest), "unix:ino");
    publish("same");
    assertThat(Files.getAttribute(place(digest), "unix:ino")).isEqualTo(inode);
    assertThat(Files.getAttribute(place(digest), "unix:nlink")).isEqualTo(1);
    assertThat(tmp()).isEmpty();
  }

  @Test
  void aTruncatedBlobIsReplacedByWholeBytes() throws IOException {
    Digest digest = publish("damaged");
    Files.delete(place(digest));
    Files.write(place(digest), bytes("dam"));
    publish("damaged");
    assertThat(Files.readAllBytes(place(digest))).isEqualTo(bytes("damaged"));
  }

  @Test
  void manyThreadsPublishOneContent() throws Exception {
    List<Callable<Digest>> tasks = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      String text = "content " + i % 4;
      tasks.add(() -> publish(text));
    }
    try (var pool = Executors.newFixedThreadPool(8)) {
      for (var done : pool.invokeAll(tasks)) {
        assertThat(blobs.has(done.get())).isTrue();
      }
    }
    assertThat(tmp()).isEmpty();
  }

  @Test
  void p9NamesMadeBeforehandAreNotUsed() throws IOException {
    Path victim = Files.write(dir.resolve("victim"), bytes("mine"));
    Path home = dir.resolve("planted");
    Queue<String> names = new ArrayDeque<>(List.of("i", "guessed", "fresh"));
    FileBlobs planted = FileBlobs.open(home, names::remove);
    Files.createSymbolicLink(home.resolve("tmp/i-guessed"), victim);
    Staged.Whole whole = stage(planted, "content");
    assertThat(Files.readAllBytes(victim)).isEqualTo(bytes("mine"));
    whole.publish();
    assertThat(planted.has(whole.digest())).isTrue();
  }

  @Test
  void p9NamesDoNotRepeat() throws IOException {
    for (int i = 0; i < 50; i++) {
      stage(blobs, "x");
    }
    assertThat(tmp().stream().map(f -> f.getFileName().toString().split("-", -1)[1]).distinct())
        .hasSize(50)
        .allMatch(name -> name.length() == 32);
  }

  @Test
  void p4ALinkInPlaceOfADirectoryIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
    Path home = Files.createDirectory(dir.resolve("linked"));
    Files.createSymbolicLink(home.resolve("tmp"), elsewhere);
    assertThatIOException()
        .isThrownBy(() -> FileBlobs.open(home))
        .withMessageContaining("not a directory");
  }

  @Test
  void p4ALinkInPlaceOfABlobIsNotFollowed() throws IOException {
    Digest digest = Digest.of(bytes("secret"));
    Path secret = Files.write(dir.resolve("secret"), bytes("secret"));
    Files.createSymbolicLink(place(digest), secret);
    assertThat(blobs.has(digest)).isFalse();
    assertThatIOException().isThrownBy(() -> blobs.open(digest));
  }

  @Test
  void changedBytesAreNotHandedOutAsVerified() throws IOException {
    Digest digest = publish("content");
    Files.delete(place(digest));
    Files.write(place(digest), bytes("c0ntent"));
    assertThatIOException()
        .isThrownBy(() -> blobs.openVerified(digest))
        .withMessageContaining("have changed");
  }

  @Test
  void sweepingRemovesOnlyWhatEarlierInstancesLeft() throws IOException {
    Staged.Whole lost = stage(blobs, "lost");
    FileBlobs next = FileBlobs.open(dir.resolve("blobs"));
    assertThat(tmp()).isEmpty();
    assertThatIOException().isThrownBy(lost::publish);
    Staged.Whole kept = stage(next, "kept");
    assertThat(next.sweep()).isZero();
    kept.publish();
    assertThat(next.has(kept.digest())).isTrue();
  }

  @Test
  void deletedIsGone() throws IOException {
    Digest digest = publish("x");
    assertThat(blobs.delete(digest)).isTrue();
    assertThat(blobs.has(digest)).isFalse();
    assertThat(blobs.delete(digest)).isFalse();
  }

  @Test
  @Tag("container")
  void q9AFullDiskLeavesNothing() throws Exception {
    Path small = Files.createDirectory(dir.resolve("small"));
    run("mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "bytes-test", small.toString());
    try {
      FileBlobs full = FileBlobs.open(small.resolve("blobs"));
      byte[] large = new byte[2 << 20];
      Arrays.fill(large, (byte) 7);
      assertThatIOException()
          .isThrownBy(() -> full.stage(new ByteArrayInputStream(large), Long.MAX_VALUE))
          .withMessageContaining("No space left");
      try (Stream<Path> files = Files.list(small.resolve("blobs/tmp"))) {
        assertThat(files).isEmpty();
      }
      Staged.Whole whole = stage(full, "still works");
      whole.publish();
      assertThat(full.has(whole.digest())).isTrue();
    } finally {
      run("umount", small.toString());
    }
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
