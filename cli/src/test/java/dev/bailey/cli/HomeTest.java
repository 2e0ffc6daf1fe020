package dev.bailey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeTest {
  @TempDir private Path directory;

  @Test
  void makesAHomeForItsOwnerOnly() throws IOException {
    Path root = directory.resolve("home");

    new Home(root).prepare();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
        .isEqualTo("rwx------");
  }

  @Test
  void refusesAHomeThatOthersMayEnter() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));

    assertThatThrownBy(() -> new Home(directory).prepare())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 700");
  }

  @Test
  void refusesAHomeOfAnotherUser() throws IOException {
    assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
        .as("only root can give a directory away")
        .isEqualTo(0);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    Files.setAttribute(directory, "unix:uid", 54_321);

    assertThatThrownBy(() -> new Home(directory).prepare())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to")
        .hasMessageContaining("54321");
    assertThat(directory.resolve("keys")).doesNotExist();
  }

  @Test
  void isMadeByManyAtOnce() throws Exception {
    for (int round = 0; round < 50; round++) {
      Home home = new Home(directory.resolve("many" + round));
      CyclicBarrier start = new CyclicBarrier(8);
      List<Future<Home>> made = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        for (int i = 0; i < 8; i++) {
          made.add(
              threads.submit(() -> {
                start.await();
                return home.prepare();
              }));
        }
      }
      for (Future<Home> each : made) {
        assertThat(each.get().root()).isEqualTo(home.root().toRealPath());
      }
    }
  }
}
