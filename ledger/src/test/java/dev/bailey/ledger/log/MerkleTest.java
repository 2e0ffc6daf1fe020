package dev.bailey.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTest {
  @TempDir Path folder;

  /** Leaves and roots of the Certificate Transparency reference tests. */
  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  })
  void knownRoots(int size, String root) throws IOException {
    List<byte[]> leaves =
        Stream.of(
                "",
                "00",
                "10",
                "2021",
                "3031",
                "40414243",
                "5051525354555657",
                "606162636465666768696a6b6c6d6e6f")
            .map(HexFormat.of()::parseHex)
            .limit(size)
            .toList();
    assertThat(NaiveTree.root(leaves).hex()).isEqualTo(root);
    TileRows rows = new TileRows((level, number, hashes) -> {});
    for (byte[] leaf : leaves) {
      rows.add(Merkle.leaf(leaf));
    }
    assertThat(rows.root().hex()).isEqualTo(root);
  }

  @Test
  void everySizeTo2000HasTheRootOfTheDefinition() throws IOException {
    List<byte[]> entries = entries(2000);
    TileRows rows = new TileRows((level, number, hashes) -> {});
    for (int size = 0; size <= 2000; size++) {
      if (size < 300 || size % 37 == 0 || size % 256 < 2) {
        assertThat(rows.root())
            .as("size %d", size)
            .isEqualTo(NaiveTree.root(entries.subList(0, size)));
      }
      if (size < 2000) {
        rows.add(Merkle.leaf(entries.get(size)));
      }
    }
  }

  @Test
  void proofsOfRandomSizesHold() throws IOException {
    List<byte[]> entries = entries(2000);
    TileStore store = new TileStore(folder);
    TileWriter writer = TileWriter.load(folder, store, 0);
    Random random = new Random(6962);
    for (byte[] entry : entries) {
      writer.add(entry);
    }
    writer.flush();
    Merkle.Nodes nodes = store.nodes(2000);
    for (int round = 0; round < 300; round++) {
      int size = 1 + random.nextInt(2000);
      int index = random.nextInt(size);
      Digest root = NaiveTree.root(entries.subList(0, size));
      assertThat(Merkle.root(nodes, size)).isEqualTo(root);
      List<Digest> path = Merkle.inclusion(nodes, index, size);
      Digest leaf = Merkle.leaf(entries.get(index));
      assertThat(NaiveTree.rootOf(leaf, index, size, path)).isEqualTo(root);
      assertThat(Merkle.rootFrom(leaf, index, size, path)).isEqualTo(root);
      assertThat(Merkle.rootFrom(Merkle.leaf(new byte[] {1}), index, size, path))
          .isNotEqualTo(root);
      int first = random.nextInt(size + 1);
      Digest firstRoot = NaiveTree.root(entries.subList(0, first));
      List<Digest> proof = Merkle.consistency(nodes, first, size);
      assertThat(NaiveTree.consistent(first, size, firstRoot, root, proof))
          .as("%d in %d", first, size)
          .isTrue();
    }
  }

  static List<byte[]> entries(int count) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
    }
    return entries;
  }
}
