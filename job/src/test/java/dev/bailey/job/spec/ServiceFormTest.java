package dev.bailey.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.Service;
import dev.bailey.job.plan.Service.Probe;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a job a service, and what it is told otherwise. */
class ServiceFormTest {
  private static final String PORTS =
      "type: service\nnetwork: {mode: allow-list, inbound: {api: {port: 1, from: [host]},"
          + " out: {port: 2, from: [10.0.0.1]}, dns: {port: 3, protocol: udp, from: host}}}\n";

  private static Optional<Service> service(String text) {
    return Specs.spec(Specs.MINIMAL + text).service();
  }

  @Test
  void aTaskIsNone() {
    assertThat(service("")).isEmpty();
    assertThat(service("type: task")).isEmpty();
  }

  @Test
  void aPlainOne() {
    assertThat(service("type: service")).contains(Service.PLAIN);
    assertThat(service("type: service\nservice: {}")).contains(Service.PLAIN);
  }

  @Test
  void everythingAndBackFromItsCanonicalForm() {
    Service service =
        service(
                PORTS
                    + "service: {idle_stop: 30m, health: {port: api, interval: 5s, timeout: 2s,"
                    + " retries: 4, start_period: 0s}}")
            .orElseThrow();
    assertThat(service)
        .isEqualTo(
            new Service(Optional.of(new Service.Health(new Probe.Port("api"), 5, 2, 4, 0)), 1800));
    assertThat(Service.of(service.json())).isEqualTo(service);
    assertThat(Service.of(Service.PLAIN.json())).isEqualTo(Service.PLAIN);
  }

  @Test
  void aCommandWithTheDefaults() {
    Service service =
        service("type: service\nservice: {health: {command: [/bin/sh, -c, exit 0]}}").orElseThrow();
    assertThat(service.health())
        .contains(
            new Service.Health(
                new Probe.Command(List.of("/bin/sh", "-c", "exit 0")), 10, 5, 3, 30));
    assertThat(service.command()).contains(List.of("/bin/sh", "-c", "exit 0"));
    assertThat(Service.of(service.json())).isEqualTo(service);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{health: {port: api, command: [a]}} | 6:26  port: given together with command",
        "{health: {}} | 6:19  health: says not what is checked; write command or port",
        "{health: 5} | 6:19  health: \"5\" is not a map",
        "{health: {port: apy}} | 6:26  port: \"apy\" is no port of network.inbound; write api, out, dns",
        "{health: {port: out}} | 6:26  port: \"out\" is not open to this host",
        "{health: {port: dns}} | 6:26  port: \"dns\" is no TCP port",
        "{health: {port: 1}} | 6:26  port: \"1\" is not text",
        "{health: {command: run me}} | 6:29  command: text, but a list is wanted",
        "{health: {command: []}} | 6:29  command: names no program",
        "{health: {port: api, interval: 0s}} | 6:41  interval: \"0s\" is less than 1s",
        "{health: {port: api, interval: -5s}} | 6:41  interval: \"-5s\" is not a duration",
        "{health: {port: api, interval: 5}} | 6:41  interval: \"5\" is not a duration",
        "{health: {port: api, interval: 2h}} | 6:41  interval: \"2h\" is more than 1h",
        "{health: {port: api, timeout: 0s}} | 6:40  timeout: \"0s\" is less than 1s",
        "{health: {port: api, timeout: 999999999d}} | 6:40  timeout: \"999999999d\" is more than 10m",
        "{health: {port: api, retries: 0}} | 6:40  retries: \"0\" is less than 1",
        "{health: {port: api, retries: 101}} | 6:40  retries: \"101\" is more than 100",
        "{health: {port: api, start_period: -1s}} | 6:45  start_period: \"-1s\" is not a duration",
        "{health: {port: api, retry: 1}} | 6:31  retry: unknown field; known are command, port",
        "{idle_stop: 0s} | 6:22  idle_stop: \"0s\" is less than 1s",
        "{idle_stop: 31d} | 6:22  idle_stop: \"31d\" is more than 30d",
        "{idle: 1m} | 6:11  idle: unknown field",
      })
  void refusesWithPlaceAndReason(String service, String problem) {
    List<String> problems = Specs.problems(Specs.MINIMAL + PORTS + "service: " + service);
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).startsWith(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service: {} | 4:10  service: goes only with type: service",
        "service: {health: {port: api}} | 4:10  service: goes only with type: service",
        "type: task\\nservice: {} | 5:10  service: goes only with type: service",
        "type: service\\nservice: {idle_stop: 5m} | 5:22  idle_stop: nobody can connect",
        "type: service\\nservice: {health: {port: api}} | 5:26  port: \"api\" is no port of network.inbound; there is none",
      })
  void refusesWhatCannotBe(String text, String problem) {
    List<String> problems = Specs.problems(Specs.MINIMAL + text.replace("\\n", "\n"));
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).startsWith(problem);
  }
}
