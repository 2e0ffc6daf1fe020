package dev.bailey.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Subject;
import dev.bailey.ledger.note.NodeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilePathTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 0, 256, tile/0/000",
    "1, 5, 8, tile/1/005.p/8",
    "0, 999, 256, tile/0/999",
    "0, 1000, 256, tile/0/x001/000",
    "3, 1234067, 1, tile/3/x001/x234/067.p/1",
    "0, 1000000000, 255, tile/0/x001/x000/x000/000.p/255",
  })
  void namesOfTiles(int level, long number, int width, String path) {
    assertThat(TilePath.tile(level, number, width)).isEqualTo(path);
    assertThat(TilePath.entries(number, width))
        .isEqualTo(path.replaceFirst("tile/[0-9]", "tile/entries"));
  }

  @Test
  void aLogOf70001EventsHasExactlyTheseFilesAtItsEdge() throws IOException {
    TileWriter writer = TileWriter.load(folder, new TileStore(folder), 0);
    for (int i = 0; i < 70_001; i++) {
      writer.add(new byte[] {(byte) i});
      if (i % 10_000 == 77) {
        writer.flush();
        writer.sweep();
      }
    }
    writer.flush();
    writer.sweep();
    assertThat(folder.resolve("tile/entries/273.p/113")).exists();
    assertThat(folder.resolve("tile/0/273.p/113")).exists();
    assertThat(folder.resolve("tile/1/000")).hasSize(8192);
    assertThat(folder.resolve("tile/1/001.p/17")).hasSize(17 * 32L);
    assertThat(folder.resolve("tile/2/000.p/1")).hasSize(32);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(273 * 2 + 1 + 5 - 1);
    }
    assertThat(TileWriter.load(folder, new TileStore(folder), 70_001).root())
        .isEqualTo(writer.root());
  }

  @Test
  void entryBundlesAreLengthAndBytes() throws IOException {
    NodeKey key = Ledgers.key(folder);
    try (FileLedger ledger = Ledgers.open(folder.resolve("ledger"), key)) {
      Ledgers.append(ledger, Subject.NODE, 1);
      ledger.checkpoint();
      byte[] entry = ledger.entry(0).event().json().canonical();
      byte[] bundle = Files.readAllBytes(folder.resolve("ledger/tile/entries/000.p/1"));
      assertThat((bundle[0] & 0xff) << 8 | (bundle[1] & 0xff)).isEqualTo(entry.length);
      assertThat(bundle).endsWith(entry).hasSize(2 + entry.length);
      assertThat(Files.readAllBytes(folder.resolve("ledger/tile/0/000.p/1")))
          .isEqualTo(NaiveTree.hash(0, entry).raw());
    }
  }
}
