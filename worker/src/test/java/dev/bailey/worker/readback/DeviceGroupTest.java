package dev.bailey.worker.readback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of a group's programs is what this kernel does with processes in it. */
@Tag("container")
class DeviceGroupTest {
  private static final List<String> USUAL =
      List.of(
          "c 5:2 rwm",
          "c 136:* rwm",
          "c 1:9 rwm",
          "c 1:5 rwm",
          "c 5:0 rwm",
          "c 1:7 rwm",
          "c 1:8 rwm",
          "c 1:3 rwm",
          "b *:* m",
          "c *:* m");

  /** None does anything when it is opened; most have no driver, which is found out later. */
  private static final List<String> DEVICES =
      Stream.of("c", "b")
          .flatMap(t -> Stream.of(1, 5, 136, 240, 241).map(major -> t + " " + major + ":"))
          .flatMap(d -> Stream.of(0, 2, 3, 4, 5, 7, 8, 9, 77, 200).map(minor -> d + minor))
          .toList();

  @TempDir Path nodes;
  private DeviceGroup group;

  @BeforeEach
  void make() throws IOException {
    assumeTrue(
        Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
        "a control group needs root");
    assumeTrue(Files.exists(DeviceGroup.hierarchy().resolve("cgroup.procs")), "no version 2 here");
    group = DeviceGroup.make();
  }

  @AfterEach
  void close() {
    if (group != null) {
      group.close();
    }
  }

  private static List<String> rules(DeviceGroup of) throws IOException {
    return new CgroupFiles(versionTwo(), Path.of("/proc/swaps")).devices(of.membership());
  }

  private static Path versionTwo() {
    return DeviceGroup.hierarchy();
  }

  static Stream<List<String>> lists() {
    return Stream.of(
        USUAL,
        Stream.concat(Stream.of("c 240:7 rw", "b 241:* r"), USUAL.stream()).toList(),
        List.of("b 3:3 rwm"),
        List.of("c *:* rwm"),
        List.of("c *:9 rw", "c 1:* r", "b 240:0 rwm", "b 240:* m"),
        List.of("c 240:77 rw", "c 240:200 wm", "c *:* m", "c 1:3 rw"));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void kernelDoesWhatIsReadOfARuntimesProgram(List<String> list) throws IOException {
    group.attach(DeviceFilter.runtime(list));
    compare(group);
  }

  @ParameterizedTest
  @MethodSource("lists")
  void kernelDoesWhatIsReadOfSystemdsProgram(List<String> list) throws IOException {
    group.attach(DeviceFilter.systemd(list));
    compare(group);
  }

  @Test
  void withoutAProgramAllCanBeOpened() throws IOException {
    assertThat(rules(group)).containsExactly("a *:* rwm");
    compare(group);
  }

  /** As with systemd and crun: the scope has a program, and the group below it another. */
  @Test
  void programsOfTheGroupsAboveCount() throws IOException {
    group.attach(DeviceFilter.systemd(List.of("c 1:* rw", "c *:* m", "c 240:* r")));
    try (DeviceGroup below = group.below()) {
      assertThat(rules(below)).containsExactly("c *:* m", "c 1:* rw", "c 240:* r");
      below.attach(DeviceFilter.runtime(List.of("c 1:3 rwm", "c 240:7 rwm", "b *:* m")));
      below.attach(DeviceFilter.runtime(List.of("c 1:* rwm", "c 240:* rw")));
      assertThat(rules(below)).containsExactly("c 1:3 rwm", "c 240:7 r");
      compare(below);
    }
  }

  @Test
  void whatThisKernelTakesButCannotBeJudgedIsRefused() throws IOException {
    group.attach(
        DeviceFilter.loaded()
            .put(DeviceFilter.JMP | DeviceFilter.JGT, 4, 0, 2, 100)
            .end(0)
            .end(1)
            .code());
    assertThatThrownBy(() -> rules(group))
        .isInstanceOf(ReadbackException.class)
        .hasMessageContaining("instruction");
  }

  @Test
  void whatIsNoControlGroupIsRefused() throws IOException {
    Files.createFile(nodes.resolve("cgroup.controllers"));
    CgroupFiles files = new CgroupFiles(nodes, Path.of("/proc/swaps"));
    assertThatThrownBy(() -> files.devices("0::/\n"))
        .isInstanceOf(ReadbackException.class)
        .hasMessageContaining("cannot read which devices can be opened: bpf: EBADF");
    assertThatThrownBy(() -> files.devices("0::/gone\n"))
        .isInstanceOf(ReadbackException.class)
        .hasMessageContaining("ENOENT");
  }

  private void compare(DeviceGroup in) throws IOException {
    List<String> rules = rules(in);
    List<String> expected = new ArrayList<>();
    StringBuilder made = new StringBuilder();
    StringBuilder script = new StringBuilder("cd " + nodes + "\n");
    script.append("t() { case \"$2\" in *'not permitted'*) ;; *) echo \"$1\";; esac; }\n");
    for (String device : DEVICES) {
      String[] d = device.split("[ :]", -1);
      String node = String.join("-", d);
      made.append(String.join(" ", "mknod", nodes + "/" + node, d[0], d[1], d[2])).append('\n');
      script.append("t '" + device + " r' \"$( { : < " + node + "; } 2>&1)\"\n");
      script.append("t '" + device + " w' \"$( { : > " + node + "; } 2>&1)\"\n");
      script.append("t '" + device + " rw' \"$( { : <> " + node + "; } 2>&1)\"\n");
      String again = String.join(" ", "mknod m-" + node, d[0], d[1], d[2]);
      script.append("t '" + device + " m' \"$(" + again + " 2>&1)\"\n");
      for (String access : List.of("r", "w", "rw", "m")) {
        if (access.chars().allMatch(letter -> allows(rules, d, letter))) {
          expected.add(device + " " + access);
        }
      }
    }
    try (DeviceGroup free = DeviceGroup.make()) {
      assertThat(free.sh(made.toString())).isEmpty();
    }
    assertThat(in.sh(script.toString())).containsExactlyElementsOf(expected);
  }

  private static boolean allows(List<String> rules, String[] device, int letter) {
    return rules.stream()
        .map(rule -> rule.split("[ :]", -1))
        .anyMatch(r ->
            (r[0].equals("a") || r[0].equals(device[0]))
                && (r[1].equals("*") || r[1].equals(device[1]))
                && (r[2].equals("*") || r[2].equals(device[2]))
                && r[3].indexOf(letter) >= 0);
  }
}
