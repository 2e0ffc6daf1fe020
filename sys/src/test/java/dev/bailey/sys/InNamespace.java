package dev.bailey.sys;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Gives each test a kept network namespace of its own, and programs in it. */
abstract class InNamespace {
  private final boolean six;

  @TempDir Path temporary;
  Path namespace = Path.of("/");

  /**
   * @param six whether its interfaces have IPv6
   */
  InNamespace(boolean six) {
    this.six = six;
  }

  @BeforeEach
  void namespace() throws Exception {
    assumeTrue(
        Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
        "a namespace needs root");
    namespace = Files.createFile(temporary.resolve("n"));
    try (SpareNamespace spare = SpareNamespace.make()) {
      spare.keep(namespace, six);
    }
  }

  @AfterEach
  void unmount() {
    Mounts.unmount(namespace);
  }

  /** What a program of the host ended with. */
  static ProcessResult run(String input, List<String> command) throws InterruptedException {
    return Processes.run(
        command, Map.of(), input.getBytes(StandardCharsets.UTF_8), 1 << 20, Duration.ofSeconds(10));
  }

  /** The same in the namespace. */
  ProcessResult runInside(String input, String... command) throws InterruptedException {
    return run(
        input,
        Stream.concat(
                Stream.of(Processes.find("nsenter"), "--net=" + namespace), Stream.of(command))
            .toList());
  }
}
