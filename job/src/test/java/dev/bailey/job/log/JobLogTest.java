package dev.bailey.job.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.bailey.job.log.LogLine.Stream;
import dev.bailey.ledger.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JobLogTest {
  private static final Instant T = Instant.parse("2026-11-01T12:00:00.123Z");

  @TempDir Path dir;

  private Path file() {
    return dir.resolve("job.log");
  }

  private LogWriter writer() throws IOException {
    return LogWriter.open(file(), LogLimits.MAX_BYTES);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<LogLine> all() throws IOException {
    try (LogReader reader = LogReader.open(file())) {
      return reader.read(1, Integer.MAX_VALUE);
    }
  }

  private List<String> texts() throws IOException {
    return all().stream().map(LogLine::text).toList();
  }

  @Test
  void linesAreNumberedOverAllStreams() throws IOException {
    try (LogWriter log = writer()) {
      log.append(Stream.OUT, T, bytes("one\ntw"));
      log.append(Stream.ERR, T, bytes("oops\n"));
      log.append(Stream.OUT, T, bytes("o\n"));
      log.note(T, "ended");
      log.finish(T);
    }
    assertThat(all())
        .containsExactly(
            new LogLine(1, T, Stream.OUT, "one", false, false, false),
            new LogLine(2, T, Stream.ERR, "oops", false, false, false),
            new LogLine(3, T, Stream.OUT, "two", false, false, false),
            new LogLine(4, T, Stream.BAILEY, "ended", false, false, false));
  }

  @Test
  void theFileIsCanonicalJsonLinesForItsOwnerOnly() throws IOException {
    try (LogWriter log = writer()) {
      log.append(Stream.OUT, T, bytes("a\u001bb\nlast"));
      LogSummary summary = log.finish(T);
      assertThat(Files.readString(file()))
          .isEqualTo(
              """
              {"escaped":true,"n":1,"stream":"out","text":"a\\\\x1bb","time":"2026-11-01T12:00:00.123Z"}
              {"more":true,"n":2,"stream":"out","text":"last","time":"2026-11-01T12:00:00.123Z"}
              """);
      assertThat(summary)
          .isEqualTo(
              new LogSummary(
                  Digest.of(Files.readAllBytes(file())), 2, Files.size(file()), true, 0));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void emptyLinesAreLines() throws IOException {
    try (LogWriter log = writer()) {
      log.append(Stream.OUT, T, bytes("\n\na\n"));
    }
    assertThat(texts()).containsExactly("", "", "a");
  }

  @Test
  void q15ALongLineIsCutAtExactlyTheLimit() throws IOException {
    String limit = "x".repeat(LogLimits.MAX_TEXT_BYTES);
    try (LogWriter log = writer()) {
      log.append(Stream.OUT, T, bytes(limit + "\n" + limit + "y\n"));
    }
    assertThat(texts()).containsExactly(limit, limit, "y");
    assertThat(all()).extracting(LogLine::more).containsExactly(false, true, false);
  }

  @Test
  void q15ACutDoesNotSplitACharacter() throws IOException {
    String head = "x".repeat(LogLimits.MAX_TEXT_BYTES - 1);
    try (LogWriter log = writer()) {
      log.append(Stream.OUT, T, bytes(head + "é!\n"));
    }
    assertThat(texts()).containsExactly(head, "é!");
    assertThat(all()).noneMatch(LogLine::escaped);
  }

  @Test
  void q15AnEndlessBinaryLineStaysWithinTheFilesBound() throws IOException {
    byte[] zeros = new byte[1 << 16];
    long max = 1 << 20;
    LogSummary summary;
    try (LogWriter log = LogWriter.open(file(), max)) {
      for (int i = 0; i < 100; i++) {
        log.append(Stream.OUT, T, zeros);
      }
      log.note(T, "too late");
      summary = log.finish(T);
    }
    assertThat(Files.size(file())).isLessThanOrEqualTo(max).isGreaterThan(max / 2);
    assertThat(summary.complete()).isFalse();
    List<LogLine> lines = all();
    assertThat(lines).filteredOn(LogLine::truncated).containsExactly(lines.getLast());
    long kept = lines.stream().filter(l -> !l.truncated()).mapToLong(l -> l.bytes().length).sum();
    assertThat(summary.lostBytes()).isEqualTo(100L * zeros.length - kept + "too late\n".length());
    assertThat(summary.digest()).isEqualTo(Digest.of(Files.readAllBytes(file())));
  }

  @Test
  void q15AFloodOfEmptyLinesIsBounded() throws IOException {
    byte[] flood = bytes("\n".repeat(10_000));
    try (LogWriter log = LogWriter.open(file(), 100_000)) {
      log.append(Stream.ERR, T, flood);
      assertThat(log.finish(T).complete()).isFalse();
    }
    assertThat(Files.size(file())).isLessThanOrEqualTo(100_000);
  }

  @Test
  void aTruncatedLogStaysTruncatedAfterARestart() throws IOException {
    try (LogWriter log = LogWriter.open(file(), 1000)) {
      log.append(Stream.OUT, T, bytes("\n".repeat(100)));
    }
    long size = Files.size(file());
    try (LogWriter log = LogWriter.open(file(), 1 << 20)) {
      log.append(Stream.OUT, T, bytes("more\n"));
      assertThat(log.finish(T).complete()).isFalse();
    }
    assertThat(Files.size(file())).isEqualTo(size);
  }

  @Test
  void aLogThatIsCutSaysWhyAndIsNotWholeAnyMore() throws IOException {
    try (LogWriter log = writer()) {
      log.append(Stream.OUT, T, bytes("last words"));
      log.cut(T, "the rest is missing");
      log.append(Stream.OUT, T, bytes(" too late\n"));
      log.cut(T, "again");
      LogSummary summary = log.finish(T);
      assertThat(summary.complete()).isFalse();
      assertThat(summary.lostBytes()).isEqualTo(10);
    }
    try (LogWriter log = writer()) {
      log.note(T, "too late");
      assertThat(log.finish(T).complete()).isFalse();
    }
    assertThat(all())
        .containsExactly(
            new LogLine(1, T, Stream.OUT, "last words", false, true, false),
            new LogLine(2, T, Stream.BAILEY, "the rest is missing", false, false, true));
  }

  @Test
  void q15AnyBytesComeBackInAnyPortions() throws IOException {
    Random random = new Random(7);
    byte[] sent = new byte[200_000];
    random.nextBytes(sent);
    for (int i = 0; i < sent.length; i += 97) {
      sent[i] = '\n';
    }
    Arrays.fill(sent, 50_000, 90_000, (byte) 0xE2);
    try (LogWriter log = writer()) {
      for (int at = 0; at < sent.length; ) {
        int n = Math.min(sent.length - at, random.nextInt(5000));
        log.append(Stream.OUT, T, sent, at, n);
        at += n;
      }
      assertThat(log.finish(T).complete()).isTrue();
      assertThat(log.consumed(Stream.OUT)).isEqualTo(sent.length);
    }
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    for (LogLine line : all()) {
      back.writeBytes(line.bytes());
      if (!line.more()) {
        back.write('\n');
      }
    }
    assertThat(back.toByteArray()).isEqualTo(sent);
  }

  @Test
  void readingResumesByNumber() throws IOException {
    try (LogWriter log = writer()) {
      for (int i = 1; i <= 3500; i++) {
        log.append(Stream.OUT, T, bytes("line " + i + "\n"));
      }
    }
    try (LogReader reader = LogReader.open(file())) {
      for (long from : new long[] {3000, 1, 999, 1000, 1001, 2001, 3500, 2000, 1}) {
        assertThat(reader.read(from, 3))
            .extracting(LogLine::number)
            .isEqualTo(LongStream.range(from, Math.min(from + 3, 3501)).boxed().toList());
      }
      assertThat(reader.read(3501, 3)).isEmpty();
      assertThat(reader.read(9000, 3)).isEmpty();
      assertThat(reader.read(0, 1)).extracting(LogLine::text).containsExactly("line 1");
    }
  }

  @Test
  void aReaderSeesWholeLinesOnly() throws IOException {
    try (LogWriter log = writer()) {
      log.append(Stream.OUT, T, bytes("whole\n"));
    }
    try (LogReader reader = LogReader.open(file())) {
      byte[] second = new LogLine(2, T, Stream.OUT, "second", false, false, false).raw();
      for (int i = 0; i < second.length - 1; i++) {
        Files.write(file(), new byte[] {second[i]}, StandardOpenOption.APPEND);
        assertThat(reader.read(2, 10)).isEmpty();
      }
      Files.write(file(), new byte[] {'\n'}, StandardOpenOption.APPEND);
      assertThat(reader.read(2, 10)).extracting(LogLine::text).containsExactly("second");
    }
  }

  @Test
  void aTornLastLineIsDroppedAndReadersGoOn() throws IOException {
    try (LogWriter log = writer()) {
      log.append(Stream.OUT, T, bytes("one\ntwo\n"));
    }
    Files.writeString(file(), "{\"n\":3,\"stre", StandardOpenOption.APPEND);
    try (LogReader reader = LogReader.open(file())) {
      assertThat(reader.read(1, 10)).hasSize(2);
      try (LogWriter log = writer()) {
        assertThat(log.consumed(Stream.OUT)).isEqualTo(8);
        log.append(Stream.OUT, T, bytes("three\n"));
        assertThat(log.finish(T).digest()).isEqualTo(Digest.of(Files.readAllBytes(file())));
      }
      assertThat(reader.read(3, 10)).extracting(LogLine::text).containsExactly("three");
    }
  }

  @Test
  void aDamagedLogIsNotWrittenOn() throws IOException {
    try (LogWriter log = writer()) {
      log.append(Stream.OUT, T, bytes("one\ntwo\nthree\n"));
    }
    List<String> lines = Files.readAllLines(file());
    for (List<String> damaged :
        List.of(
            List.of(lines.get(0), lines.get(2)),
            List.of(lines.get(0), "garbage", lines.get(2)),
            List.of(lines.get(1)))) {
      Files.write(file(), damaged);
      assertThatIOException().isThrownBy(this::writer).withMessageContaining("damaged at line");
      assertThatIOException().isThrownBy(this::all).withMessageContaining("damaged at line");
    }
    Files.write(file(), new byte[LogLimits.MAX_LINE_BYTES + 1]);
    assertThatIOException().isThrownBy(this::writer).withMessageContaining("too long");
  }

  @Test
  void p4ALinkIsNotFollowed() throws IOException {
    Path victim = Files.createFile(dir.resolve("victim"));
    Files.createSymbolicLink(file(), victim);
    assertThatIOException().isThrownBy(this::writer);
    assertThat(victim).isEmptyFile();
  }

  @Test
  void aFlushShowsAPrompt() throws IOException {
    try (LogWriter log = writer()) {
      log.append(Stream.OUT, T, bytes("password: "));
      assertThat(texts()).isEmpty();
      log.flush(Stream.OUT, T);
      assertThat(all().getFirst().more()).isTrue();
      log.append(Stream.OUT, T, bytes("no\n"));
    }
    assertThat(texts()).containsExactly("password: ", "no");
  }

  @Test
  @Timeout(30)
  void aFollowerSeesEveryLineOnceAndInOrder() throws Exception {
    int count = 20_000;
    writer().close();
    CompletableFuture<List<Long>> seen =
        CompletableFuture.supplyAsync(() -> {
          List<Long> numbers = new ArrayList<>();
          try (LogReader reader = LogReader.open(file())) {
            while (numbers.size() < count) {
              reader.follow(numbers.size() + 1L, 500, Duration.ofSeconds(20)).stream()
                  .map(LogLine::number)
                  .forEach(numbers::add);
            }
            return numbers;
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    try (LogWriter log = writer()) {
      for (int i = 0; i < count; i += 10) {
        log.append(Stream.OUT, T, bytes("line\n".repeat(10)));
      }
    }
    assertThat(seen.get(25, TimeUnit.SECONDS))
        .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
  }

  @Test
  void followingEndsWhenTheTimeIsOver() throws Exception {
    writer().close();
    try (LogReader reader = LogReader.open(file())) {
      assertThat(reader.follow(1, 10, Duration.ofMillis(30))).isEmpty();
    }
  }

  @Test
  @Timeout(60)
  void aWriterKilledMidLineLeavesALogThatGoesOn() throws Exception {
    for (int round = 0; round < 3; round++) {
      Process process = Flood.start(file());
      try (LogReader reader = LogReader.open(waitFor(file()))) {
        long next = 1;
        for (long seen = 0; seen < 2000L * (round + 1); ) {
          List<LogLine> lines = reader.follow(next, 1000, Duration.ofSeconds(20));
          assertThat(lines).as("another process is followed").isNotEmpty();
          next += lines.size();
          seen = next;
        }
        process.destroyForcibly().waitFor();
        if (round == 1) {
          Files.writeString(file(), "{\"n\":", StandardOpenOption.APPEND);
        }
        int whole = all().size();
        try (LogWriter log = writer()) {
          long expected = all().stream().mapToLong(l -> l.bytes().length + 1).sum();
          assertThat(log.consumed(Stream.OUT)).isEqualTo(expected);
          LogSummary summary = log.finish(T);
          assertThat(summary.lines()).isEqualTo(whole);
          assertThat(summary.digest()).isEqualTo(Digest.of(Files.readAllBytes(file())));
        }
      }
    }
  }

  private static Path waitFor(Path file) throws InterruptedException {
    while (!Files.exists(file)) {
      Thread.sleep(5);
    }
    return file;
  }

  @Test
  @Tag("container")
  void q9AFullDiskCutsTheLogAtAWholeLine() throws Exception {
    Path small = Files.createDirectory(dir.resolve("small"));
    run("mount", "-t", "tmpfs", "-o", "size=64k", "bytes-test", small.toString());
    try (LogWriter log = LogWriter.open(small.resolve("job.log"), LogLimits.MAX_BYTES)) {
      assertThatIOException()
          .isThrownBy(() -> {
            for (int i = 0; i < 10_000; i++) {
              log.append(Stream.OUT, T, bytes("line " + i + "\n"));
            }
          })
          .withMessageContaining("No space left");
      log.append(Stream.OUT, T, bytes("counted\n"));
      LogSummary summary = log.finish(T);
      assertThat(summary.complete()).isFalse();
      assertThat(summary.lostBytes()).isEqualTo("counted\n".length());
      byte[] kept = Files.readAllBytes(small.resolve("job.log"));
      assertThat(kept[kept.length - 1]).isEqualTo((byte) '\n');
      assertThat(summary.digest()).isEqualTo(Digest.of(kept));
    } finally {
      run("umount", small.toString());
    }
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
