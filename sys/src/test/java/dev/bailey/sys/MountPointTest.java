package dev.bailey.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountPointTest {
  @Test
  void readsALineWithEscapesAndOptionalFields() {
    String line =
        "36 35 98:0 /mnt\\0401 /a\\011b\\134c\\043 rw,noatime master:1 shared:2"
            + " - ext3 /dev/ro\\040ot rw,errors=continue";
    assertThat(MountPoint.parse(line))
        .contains(
            new MountPoint(
                36,
                35,
                "/mnt 1",
                Path.of("/a\tb\\c#"),
                List.of("rw", "noatime"),
                List.of("master:1", "shared:2"),
                "ext3",
                "/dev/ro ot",
                List.of("rw", "errors=continue")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "36 35 98:0 / / rw", "x 35 98:0 / / rw - a b c", "1 2 3 4 5 6 - a b"})
  void ignoresOtherLines(String line) {
    assertThat(MountPoint.parse(line)).isEmpty();
  }

  @Test
  void leavesIncompleteEscapesAsTheyAre() {
    assertThat(MountPoint.parse("1 2 3 / /a\\04 rw - a b c").orElseThrow().target())
        .isEqualTo(Path.of("/a\\04"));
  }
}
