package dev.bailey.worker.readback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Control groups as Debian 13 has them: version 2, made by systemd, filled by crun or runc. */
class ControlGroupTest {
  private static final String ID = "9ff9d57f366f".repeat(6).substring(0, 64);
  private static final String SCOPE = "machine.slice/libpod-" + ID + ".scope";

  @TempDir Path root;

  @BeforeEach
  void versionTwo() throws IOException {
    file("cgroup.controllers", "cpuset cpu io memory hugetlb pids rdma misc\n");
  }

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Readback readback() {
    return new Readback(Path.of("/proc"), root);
  }

  @Test
  void processesOfCrunAreInAGroupBelowTheScope() throws IOException {
    file(SCOPE + "/cgroup.procs", "");
    file(SCOPE + "/container/cgroup.procs", "1853\n");
    assertThat(readback().processOf(ID)).hasValue(1853);
  }

  @Test
  void processesOfRuncAreInTheScope() throws IOException {
    file(SCOPE + "/cgroup.procs", "1853\n1900\n");
    assertThat(readback().processesOf(ID)).containsExactly(1853L, 1900L);
    assertThat(readback().processOf(ID)).isEmpty();
  }

  @Test
  void processesOfAllGroupsCount() throws IOException {
    file(SCOPE + "/cgroup.procs", "");
    file(SCOPE + "/container/cgroup.procs", "1853\n");
    file(SCOPE + "/container/deeper/cgroup.procs", "1900\n");
    assertThat(readback().processesOf(ID)).containsExactlyInAnyOrder(1853L, 1900L);
  }

  @Test
  void nobodyIsInAGroupThatIsNotThere() {
    assertThat(readback().processesOf(ID)).isEqualTo(List.of());
  }

  /** The scope allows as much swap as memory; the group below it, which holds too, allows none. */
  @Test
  void limitsAreThoseOfTheProcesssOwnGroup() throws IOException {
    limits(SCOPE, "67108864");
    limits(SCOPE + "/container", "0");
    assertThat(limitsOf("/" + SCOPE + "/container"))
        .isEqualTo(new Controls.Cgroup(64L << 20, 0, 64, 100_000, 100_000));
  }

  @Test
  void swapThatIsAllowedIsSeen() throws IOException {
    limits(SCOPE, "67108864");
    assertThat(limitsOf("/" + SCOPE).memorySwapBytes()).isEqualTo(64L << 20);
  }

  private void limits(String group, String swap) throws IOException {
    file(group + "/memory.max", "67108864\n");
    file(group + "/memory.swap.max", swap + "\n");
    file(group + "/pids.max", "64\n");
    file(group + "/cpu.max", "100000 100000\n");
  }

  private Controls.Cgroup limitsOf(String group) {
    return new CgroupFiles(root, root.resolve("swaps")).of("0::" + group + "\n");
  }
}
