package dev.bailey.policy.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bailey.rego.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cases of others, where they lie beside the repository. */
class VectorsTest {
  private static final Path SHARED = Path.of("../../shared/vectors/securitypolicy");

  /**
   * Digests of layers as dm-verity sees them: over an ext4 image that must be the reference's byte
   * for byte. Of that image the specification says that it is compact and that whiteouts are
   * converted. It does not say which features, sizes, identity and times its superblock has, where
   * inodes, directories, extended attributes and data lie and in which order, nor the salt, block
   * sizes and form of the tree of hashes. Two digests cannot tell one guess from another, so there
   * is no writer; Bailey's own policies name layers by the SHA-256 of their archives.
   */
  private static final String GAP = "layer_digest--";

  @Test
  void casesOfOthersHold() throws IOException {
    assumeTrue(
        Files.isDirectory(SHARED), "no cases of others lie beside the repository: " + SHARED);
    List<String> failures = new ArrayList<>();
    try (Stream<Path> files = Files.list(SHARED)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        boolean failed = !problems(file).isEmpty();
        if (failed != name.startsWith(GAP)) {
          failures.add(failed ? name + ": " + problems(file) : name + " holds now");
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  private static List<String> problems(Path file) throws IOException {
    return switch (Json.read(Files.readAllBytes(file))) {
      case Json.Read.Malformed bad -> List.of(bad.toString());
      case Json.Read.Ok ok -> Vectors.run(Args.of(ok.value()));
    };
  }
}
