package dev.bailey.worker.readback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountTableTest {
  @Test
  void onlyFileSystemsInMemoryThatTheHostDoesNotHaveAreTheContainersOwn() {
    String host =
        """
        24 1 254:0 / / rw - ext4 /dev/vda rw
        25 24 0:6 / /dev rw,nosuid - devtmpfs devtmpfs rw
        26 24 0:24 / /run rw - tmpfs tmpfs rw
        """;
    String container =
        """
        144 143 0:48 / / ro - overlay overlay rw
        146 144 0:56 / /dev rw,nosuid - tmpfs tmpfs rw
        148 146 0:58 / /dev/pts rw - devpts devpts rw
        160 146 0:6 /null /dev/null rw - devtmpfs devtmpfs rw
        171 146 0:54 /0 /dev/gpu0 rw,relatime - tmpfs none rw
        172 146 0:24 /node /dev/gpu1 rw - tmpfs tmpfs rw
        173 146 0:70 /node /dev/gpu2 rw - btrfs /dev/vdb rw
        """;
    assertThat(DeviceNodes.ownFileSystems(container, host))
        .containsExactlyInAnyOrder("0:56", "0:58", "0:54");
  }

  @Test
  void readsTargetsTypesAndFlags() {
    MountTable table =
        MountTable.parse(
            """
            36 35 0:60 / / ro,relatime shared:1 master:2 - overlay overlay rw,lowerdir=/x
            37 36 0:61 / /tmp rw,nosuid,nodev,noexec - tmpfs tmpfs rw,size=4096k,mode=1777
            38 36 8:1 /j/in /in/a\\040b ro,nosuid,nodev,noexec,idmapped - ext4 /dev/vda rw
            """);

    assertThat(table.rootReadOnly()).isTrue();
    assertThat(table.below()).extracting(Controls.Mount::target).containsExactly("/tmp", "/in/a b");
    assertThat(table.below().getFirst().options())
        .containsExactly("nodev", "noexec", "nosuid", "rw", "size=4096k");
  }

  @Test
  void laterRootDecides() {
    String line = "36 35 0:60 / / %s,relatime - overlay overlay rw\n";

    assertThat(MountTable.parse(line.formatted("ro") + line.formatted("rw")).rootReadOnly())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"36 35 0:60 / /", "36 35 0:60 / / ro - overlay", "- - - -", "x"})
  void lineOfAnotherFormIsNotSkipped(String line) {
    assertThatThrownBy(() -> MountTable.parse(line)).isInstanceOf(ReadbackException.class);
  }
}
