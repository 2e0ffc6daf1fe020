package dev.bailey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.cli.show.Amounts;
import dev.bailey.cli.show.JobPage;
import dev.bailey.cli.show.JobTable;
import dev.bailey.cli.show.Metrics;
import dev.bailey.cli.show.Terminal;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see, compared with files under review. */
class PicturesTest {
  @TempDir Path dir;

  private static byte[] resource(String name) {
    try (InputStream in = PicturesTest.class.getResourceAsStream(name)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Json.Obj document(String name) {
    return ((JsonReader.Result.Value) JsonReader.read(resource(name))).json() instanceof Json.Obj o
        ? o
        : Json.Obj.EMPTY;
  }

  private static void compare(String picture, List<String> lines) {
    String expected = new String(resource(picture), StandardCharsets.UTF_8);
    assertThat(String.join("\n", lines) + "\n").as(picture).isEqualTo(expected);
  }

  private static Terminal plain() {
    return new Terminal(System.out, System.err, InputStream.nullInputStream(), false, false);
  }

  @Test
  void listOfJobs() {
    Home home = new Home(Path.of("/nowhere"));
    compare(
        "jobs.txt",
        new JobTable(home, Instant.parse("2026-11-23T12:02:00Z")).lines(document("jobs.json")));
  }

  @Test
  void pageOfAJob() {
    compare(
        "page.txt", JobPage.lines(plain(), new Home(Path.of("/nowhere")), document("page.json")));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1 kB",
    "1700, 1.7 kB",
    "52000, 52 kB",
    "999499, 999 kB",
    "999500, 1 MB",
    "2000000000, 2 GB",
    "1500000000000, 1.5 TB"
  })
  void bytes(long bytes, String shown) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "8400, 8.4 s",
    "59999, 60.0 s",
    "60000, 1 min",
    "90000, 1 min 30 s",
    "3600000, 1 h",
    "7500000, 2 h 5 min"
  })
  void times(long millis, String shown) {
    assertThat(Amounts.time(Duration.ofMillis(millis))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0, 0s", "59, 59s", "60, 1m", "3600, 1h", "172799, 47h", "172800, 2d"})
  void ages(long seconds, String shown) {
    assertThat(Amounts.age(Duration.ofSeconds(seconds))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"accuracy\":0.9687}                               | accuracy 0.969",
        "{\"epoch\":1,\"accuracy\":1,\"val_accuracy\":0.5}    | accuracy 0.500",
        "{\"accuracy\":\"high\"}                             | ''",
        "not json                                           | ''"
      })
  void lastLineOfMetrics(String line, String shown) throws IOException {
    Path file = dir.resolve("outputs/j-1/1/metrics.jsonl");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"accuracy\":0.1}\n" + line + "\n\n");
    assertThat(Metrics.accuracy(new Home(dir), "j-1", 1).orElse("")).isEqualTo(shown);
  }

  @Test
  void versionIsThatOfTheBuild() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + Version.TEXT + "</version>");
  }
}
