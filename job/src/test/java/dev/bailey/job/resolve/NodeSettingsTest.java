package dev.bailey.job.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.network.Pools;
import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.JobIds;
import dev.bailey.job.spec.JobSpec;
import dev.bailey.job.spec.NodeSettings;
import dev.bailey.job.spec.NodeSettingsReader;
import dev.bailey.job.spec.Problem;
import dev.bailey.job.spec.SpecReader;
import dev.bailey.job.spec.SpecResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node's owner says of jobs, and what becomes of jobs that want more. */
class NodeSettingsTest {
  private static NodeSettings settings(String yaml) {
    return switch (NodeSettingsReader.read(bytes(yaml), "node.yaml")) {
      case NodeSettingsReader.Result.Valid(NodeSettings settings) -> settings;
      case NodeSettingsReader.Result.Invalid(List<Problem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<String> problems(String yaml) {
    return NodeSettingsReader.read(bytes(yaml), "node.yaml")
            instanceof NodeSettingsReader.Result.Invalid(List<Problem> problems)
        ? problems.stream().map(Problem::text).toList()
        : List.of();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JobSpec job(String more, NodeSettings settings) {
    String text = "name: a\nimage: b\ncommand: [c]\n" + more;
    if (SpecReader.read(bytes(text), "job.yaml", settings) instanceof SpecResult.Valid valid) {
      return valid.spec();
    }
    throw new AssertionError(text);
  }

  private static List<String> exceeded(String more, String yaml) {
    NodeSettings settings = settings(yaml);
    return new Ceilings(settings, "/home/node.yaml")
        .exceeded(job(more, settings)).stream().map(Problem::text).toList();
  }

  @Test
  void whatIsNotWrittenIsUsual() {
    assertThat(settings("{}")).isEqualTo(NodeSettings.STANDARD);
    assertThat(job("", settings("{}"))).isEqualTo(job("", NodeSettings.STANDARD));
  }

  @Test
  void defaultsHoldForJobsThatSayNothing() {
    NodeSettings settings =
        settings(
            "defaults: {memory: 512MiB, pids: 99, max_runtime_hours: 2}\n"
                + "seccomp_profile: gpu");
    JobSpec quiet = job("", settings);
    assertThat(quiet.limits().memoryBytes()).isEqualTo(512L << 20);
    assertThat(quiet.limits().pids()).isEqualTo(99);
    assertThat(quiet.limits().wallSeconds()).isEqualTo(7200);
    assertThat(quiet.sandbox().seccompProfile()).isEqualTo("gpu");
    JobSpec loud =
        job(
            "resources: {memory: 1GiB}\nmax_duration: 3h\n"
                + "sandbox: {seccomp_profile: notebook}",
            settings);
    assertThat(loud.limits().memoryBytes()).isEqualTo(1L << 30);
    assertThat(loud.limits().wallSeconds()).isEqualTo(3 * 3600);
    assertThat(loud.sandbox().seccompProfile()).isEqualTo("notebook");
  }

  @Test
  void aLowerCeilingLowersTheUsualDefault() {
    NodeSettings low = settings("limits: {memory: 32MiB, pids: 16, max_runtime_hours: 1}");
    assertThat(low.defaults().memoryBytes()).isEqualTo(32L << 20);
    assertThat(low.defaults().shmBytes()).isEqualTo(32L << 20);
    assertThat(low.defaults().pids()).isEqualTo(16);
    assertThat(low.defaults().wallSeconds()).isEqualTo(3600);
    assertThat(exceeded("", "limits: {memory: 32MiB, pids: 16}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          resources: {memory: 2GB}          | limits: {memory: 1GB}           | memory: 2 GB is more | limits.memory in /home/node.yaml
          resources: {cpu: 2}               | limits: {cpu: 1.5}              | cpu: 2 cpu           | limits.cpu in /home/node.yaml
          resources: {pids: 300}            | limits: {pids: 299}             | pids: 300            | limits.pids
          resources: {open_files: 2000}     | limits: {open_files: 1999}      | open_files: 2000     | limits.open_files
          resources: {shm: 65MiB}           | limits: {shm: 64MiB}            | shm: 65 MiB          | limits.shm
          resources: {tmp: 65MiB}           | limits: {tmp: 64MiB}            | tmp: 65 MiB          | limits.tmp
          resources: {disk: 2GB}            | limits: {disk: 1GB}             | disk: 2 GB           | limits.disk
          resources: {log_rate: 2MB}        | limits: {log_rate: 1MB}         | log_rate: 2 MB a second | limits.log_rate in /home/node.yaml
          max_duration: 61m                 | limits: {max_runtime_hours: 1}  | max_duration: 1 h    | limits.max_runtime_hours
          sandbox: {allowed_caps: [CAP_KILL]} | allowed_caps: [CAP_CHOWN]     | CAP_KILL             | allowed_caps in /home/node.yaml
          """)
  void beyondACeilingIsRefusedByName(String job, String node, String what, String setting) {
    assertThat(exceeded(job, node)).singleElement().asString().contains(what, setting);
    assertThat(exceeded(job, "{}")).isEmpty();
  }

  @Test
  void addressesOfJobs() {
    assertThat(settings("{}").pools()).isEqualTo(Pools.USUAL);
    assertThat((JobIds.LAST + 1 - JobIds.FIRST) / JobIds.PER_ATTEMPT).isEqualTo(Pools.RANGES);
    assertThat(Pools.RANGES * Pools.EACH).isEqualTo(1L << (32 - Pools.FOUR_BITS));
    Pools other = settings("job_addresses: {ipv4: 172.20.0.0/16, ipv6: 'fd12:3::/48'}").pools();
    assertThat(other.four()).isEqualTo(Subnet.known("172.20.0.0/16"));
    assertThat(other.six()).isEqualTo(Subnet.known("fd12:3::/48"));
    assertThat(settings("job_addresses: {ipv4: 192.168.64.0/18}").pools())
        .isEqualTo(new Pools(Subnet.known("192.168.64.0/18"), Pools.USUAL.six()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {ipv4: 10.0.0.0/19}              | too few addresses; write a /18
          {ipv4: 10.0.0.1}                 | too few addresses
          {ipv4: 10.0.0.1/18}              | write 10.0.0.0/18
          {ipv4: 10.0.0.0/7}               | is not private
          {ipv4: 0.0.0.0/0}                | is not private
          {ipv4: 100.64.0.0/16}            | is not private; write a part of 10.0.0.0/8
          {ipv4: 172.16.0.0/11}            | is not the first address
          {ipv4: 172.0.0.0/8}              | is not private
          {ipv4: 'fd00::/64'}              | is not a subnet of IPv4
          {ipv4: lan}                      | is not an address
          {ipv4: 10}                       | is not text
          {ipv4: [10.0.0.0/8]}             | a list
          {ipv6: 'fd00:1::/65'}            | write a /64
          {ipv6: '2001:db8::/64'}          | is not private; write a part of fc00::/7
          {ipv6: 'fe80::/64'}              | is not private
          {ipv6: 'fd00:ec2::/64'}          | metadata service
          {ipv6: 'fc00::/7'}               | metadata service
          {ipv6: 10.0.0.0/8}               | is not a subnet of IPv6
          {ipv5: 10.0.0.0/8}               | unknown field
          [10.0.0.0/8]                     | a map is wanted
          """)
  void addressesThatCannotBeJobs(String written, String why) {
    assertThat(problems("job_addresses: " + written)).singleElement().asString().contains(why);
  }

  @Test
  void codeInputsAndFilters() {
    Ceilings ceilings =
        new Ceilings(
            settings(
                "uploads: {code: 1kB, inputs: 2kB}\nseccomp_profiles: [default-hardened, 'sha256:"
                    + "a".repeat(64)
                    + "']"),
            "node.yaml");
    assertThat(ceilings.code(1000)).isEmpty();
    assertThat(ceilings.code(1001)).singleElement().asString().contains("uploads.code");
    assertThat(ceilings.inputs(2000)).isEmpty();
    assertThat(ceilings.inputs(2001)).singleElement().asString().contains("uploads.inputs");
    assertThat(ceilings.filter("default-hardened", "b".repeat(64))).isEmpty();
    assertThat(ceilings.filter("mine", "a".repeat(64))).isEmpty();
    assertThat(ceilings.filter("gpu", "b".repeat(64)))
        .singleElement()
        .asString()
        .contains("gpu", "default-hardened", "seccomp_profiles");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit: {memory: 1GB}                           | 1:1  limit: unknown field
          limits: {memory: 1}                            | 1:18  memory
          limits: {devices: []}                          | devices: unknown field
          limits: {max_runtime_hours: 1h}                | max_runtime_hours
          limits: {max_runtime_hours: 0}                 | less than 1
          limits: {max_runtime_hours: 721}               | more than 720
          limits: {memory: 17TiB}                        | more than 16TiB
          limits: []                                     | limits: a list
          defaults: {memory: 2GB, memory: 3GB}           | memory
          seccomp_profile: ../x                          | is no system call filter
          seccomp_profiles: [gpu]                        | is not among seccomp_profiles
          seccomp_profiles: [default-hardened, default-hardened] | there twice
          allowed_caps: [CAP_SYS_ADMIN]                  | is not offered
          uploads: {code: many}                          | code
          defaults: {memory: 32MiB}                      | parts of memory
          """)
  void everyMistakeIsToldWithItsPlace(String yaml, String told) {
    assertThat(problems(yaml))
        .anySatisfy(p -> assertThat(p).contains(told).matches("\\d+:\\d+ .*"));
  }

  @Test
  void defaultsAboveCeilingsAndAllMistakesAtOnce() {
    assertThat(problems("defaults: {memory: 2GB}\nlimits: {memory: 1GB}"))
        .singleElement()
        .asString()
        .contains("memory is more than limits allow");
    assertThat(problems("a: 1\nb: 2\nlimits: {pids: x}")).hasSize(3);
    assertThat(problems("[]")).isNotEmpty();
    assertThat(problems("")).isNotEmpty();
  }
}
