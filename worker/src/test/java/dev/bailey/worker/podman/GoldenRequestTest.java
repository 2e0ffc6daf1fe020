package dev.bailey.worker.podman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is sent to Podman, byte for byte. {@code -Dgolden.write=true} rewrites the files; the
 * difference is then reviewed.
 */
class GoldenRequestTest {
  private static final Path FILES = Path.of("src/test/resources/dev/bailey/worker/podman");

  static Stream<Arguments> requests() {
    ContainerPlan plain =
        Plans.plan(Plans.image(), List.of("python3", "train.py"), List.of(), Plans.limits());
    ContainerPlan capable =
        Plans.plan(Plans.image(), List.of("/bin/true"), List.of("CAP_CHOWN"), Plans.limits());
    return Stream.of(
        Arguments.of("create-cgroup1", create(plain, false)),
        Arguments.of("create-cgroup2", create(plain, true)),
        Arguments.of("create-capability", create(capable, true)),
        Arguments.of("exec", ExecRequest.of(plain, List.of("sh", "-c", "id"), "x1")));
  }

  private static Json.Obj create(ContainerPlan plan, boolean cgroupV2) {
    return CreateRequest.of(plan, Plans.placement(), Plans.facts(cgroupV2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void requestIsAsReviewed(String name, Json.Obj request) throws IOException {
    Path file = FILES.resolve(name + ".json");
    String text = PrettyJson.text(request);
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(FILES);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
