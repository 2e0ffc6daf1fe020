package dev.bailey.job.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every problem has its place and says what to write instead. */
class BadSpecTest {
  private static final String DIGEST = "@sha256:" + "a".repeat(64);

  /** Lines that follow a minimal specification of three lines, so they begin in line 4. */
  static Stream<Arguments> fourthLine() {
    return Stream.of(
        arguments("netwrok: none", "4:1  netwrok: unknown field; did you mean network?"),
        arguments("Name: x", "4:1  Name: unknown field; did you mean name?"),
        arguments(
            "resources: {frobnicate: 1}",
            "4:13  frobnicate: unknown field; known are cpu, memory, pids, shm, tmp, disk,"
                + " open_files, log_rate, devices"),
        arguments(
            "resources: {devices: [gpu]}",
            "4:23  devices: \"gpu\" is not the full name of a device; write vendor.com/class=name,"
                + " as bailey doctor lists them"),
        arguments(
            "resources: {devices: [v.com/gpu=0, v.com/gpu=0]}",
            "4:36  devices: \"v.com/gpu=0\" is given twice"),
        arguments(
            "resources: {devices: v.com/gpu=0}", "4:22  devices: \"v.com/gpu=0\" is not a list"),
        arguments("name: c", "4:1  name: given twice, first in line 1"),
        arguments("env: {A: 1, A: 2}", "4:13  A: given twice, first in line 4"),
        arguments(
            "type: notebook", "4:7  type: \"notebook\" is not available yet; task and service are"),
        arguments("type: cron", "4:7  type: \"cron\" is not a type; write task or service"),
        arguments(
            "not_secrets: [{file: a.py}]",
            "4:15  not_secrets: reason is missing; write {file: tests/key.pem, reason: made up}"),
        arguments(
            "not_secrets: [{file: a.py, reason: no}]",
            "4:36  not_secrets: \"no\" is no reason; one has 8 to 200 characters"),
        arguments("secrets: x", "4:10  secrets: \"x\" is not a list"),
        arguments(
            "secrets: [X]",
            "4:11  secrets: \"X\" is not the name of a secret; use a-z, 0-9, dot, _ and -, at most"
                + " 64"),
        arguments("secrets: [x, x]", "4:14  secrets: \"x\" is given twice"),
        arguments(
            "secrets: [{mode: 0400}]", "4:11  secrets: name is missing; write {name: hf-token}"),
        arguments(
            "secrets: [{name: x, path: /etc/passwd}]",
            "4:27  secrets: \"/etc/passwd\" is not a file directly below /run/secrets; use letters,"
                + " digits, dot, _ and -"),
        arguments(
            "secrets: [x, {name: y, path: /run/secrets/x}]",
            "4:30  secrets: two of them are /run/secrets/x"),
        arguments(
            "secrets: [{name: x, mode: 0666}]",
            "4:27  secrets: \"0666\" is not a mode for reading only; write 0400, 0440 or 0444"),
        arguments(
            "secrets: [{name: x, env: TOKEN}]",
            "4:26  secrets: a secret is not put into the environment, where every process that is"
                + " started gets it and the container engine shows it; read the file instead, or"
                + " have the program's setting name the file"),
        arguments("run: x", "4:1  run: is not available yet; write command or script"),
        arguments(
            "resources: {gpu: 1}",
            "4:13  gpu: is not available yet; write devices: [vendor.com/class=name]"),
        arguments("resources: {shm_size: 1GB}", "4:13  shm_size: is not available yet; write shm"),
        arguments(
            "network: bridge",
            "4:10  network: \"bridge\" is a network of the container engine, which opens everything;"
                + " write none, or {mode: allow-list, allowed_endpoints: [example.com:443]}"),
        arguments(
            "script: a.py", "4:9  script: given together with command; write only one of them"),
        arguments("args: [1]", "4:7  args: goes only with script; put them into command"),
        arguments("deps: r.txt", "4:7  deps: goes only with script; remove it"),
        arguments("workspace: ../x", "4:12  workspace: \"../x\" leaves the code directory"),
        arguments(
            "workspace: /x",
            "4:12  workspace: \"/x\" is absolute; write it relative to the code directory"),
        arguments(
            "workdir: x",
            "4:10  workdir: \"x\" is not absolute; write /workspace or another path inside the"
                + " container"),
        arguments(
            "workdir: /proc/self/fd/7",
            "4:10  workdir: \"/proc/self/fd/7\" belongs to the kernel; write /workspace or another"
                + " directory"),
        arguments(
            "workdir: /a/../b", "4:10  workdir: \"/a/../b\" contains \"..\"; write it without"),
        arguments("env: [A]", "4:6  env: a list, but a map is wanted"),
        arguments("env: {A: }", "4:9  env.A: empty, but text or a number is wanted"),
        arguments("env: {A: [1]}", "4:10  env.A: a list, but text or a number is wanted"),
        arguments(
            "env: {\"A=B\": 1}",
            "4:7  env: \"A=B\" is not a variable name (letters, digits and _, at most 128);"
                + " remove it"),
        arguments(
            "env: {\"A\\0\": 1}",
            "4:7  env: \"A\uFFFD\" is not a variable name (letters, digits and _, at most 128);"
                + " remove it"),
        arguments(
            "env: {\"A\\n\": 1}",
            "4:7  env: \"A\uFFFD\" is not a variable name (letters, digits and _, at most 128);"
                + " remove it"),
        arguments("env: {A: \"x\\0\"}", "4:10  env.A: contains a NUL character"),
        arguments(
            "env: {LD_PRELOAD: x}",
            "4:7  env: \"LD_PRELOAD\" steers the loader or the runtime; remove it"),
        arguments(
            "env: {BAILEY_X: x}",
            "4:7  env: \"BAILEY_X\" steers the loader or the runtime; remove it"),
        arguments("env: {HOME: /x}", "4:7  env: \"HOME\" is set by Bailey; remove it"),
        arguments(
            "env: {CUDA_VISIBLE_DEVICES: 0}",
            "4:7  env: \"CUDA_VISIBLE_DEVICES\" chooses devices; name them in resources.devices"
                + " instead"),
        arguments(
            "sandbox: {seccomp_profile: ../gpu}",
            "4:28  seccomp_profile: \"../gpu\" is no system call filter; write a name of a-z, 0-9"
                + " and -, or sha256:…"),
        arguments(
            "sandbox: {privileged: true}",
            "4:11  privileged: unknown field; known are seccomp_profile, network_mode,"
                + " read_only_root, no_new_privileges, drop_all_caps, allowed_caps, user_ns,"
                + " run_as_uid, run_as_gid, max_runtime_hours, encrypted_scratch"),
        arguments(
            "sandbox: {encrypted_scratch: maybe}",
            "4:30  encrypted_scratch: \"maybe\" is neither true nor false"),
        arguments(
            "sandbox: {read_only_root: false}",
            "4:27  read_only_root: is always true, whatever a policy says; write below /tmp,"
                + " SCRATCH_DIR or OUTPUT_DIR"),
        arguments(
            "sandbox: {no_new_privileges: no}",
            "4:30  no_new_privileges: is always true, whatever a policy says; no program of the"
                + " image can gain privileges"),
        arguments(
            "sandbox: {drop_all_caps: false}",
            "4:26  drop_all_caps: is always true, whatever a policy says; list what is needed in"
                + " allowed_caps"),
        arguments(
            "sandbox: {user_ns: false}",
            "4:20  user_ns: is always true, whatever a policy says; the ids of a job are never"
                + " those of the host"),
        arguments(
            "sandbox: {network_mode: host}",
            "4:25  network_mode: \"host\" is not offered; list destinations and ports under network"),
        arguments(
            "sandbox: {network_mode: none}\nnetwork: {mode: allow-list, allowed_endpoints: ['192.0.2.1:80']}",
            "4:25  network_mode: none, but network lists something; remove one of them"),
        arguments(
            "sandbox: {allowed_caps: [CAP_SYS_ADMIN]}",
            "4:26  allowed_caps: \"CAP_SYS_ADMIN\" is not offered; offered are CAP_CHOWN,"
                + " CAP_DAC_OVERRIDE, CAP_FOWNER, CAP_FSETID, CAP_KILL, CAP_NET_BIND_SERVICE"),
        arguments(
            "sandbox: {allowed_caps: [CAP_KILL, CAP_KILL]}",
            "4:36  allowed_caps: CAP_KILL is there twice"),
        arguments(
            "sandbox: {run_as_uid: 0}",
            "4:23  run_as_uid: \"0\" is not a whole number from 1 to 65534"),
        arguments(
            "sandbox: {run_as_gid: 65535}",
            "4:23  run_as_gid: \"65535\" is not a whole number from 1 to 65534"),
        arguments(
            "sandbox: {run_as_uid: 2000, run_as_gid: 2001}",
            "4:41  run_as_gid: user and group have the same number; write one of them"),
        arguments(
            "sandbox: {max_runtime_hours: 0.5}",
            "4:30  max_runtime_hours: \"0.5\" is not a whole number from 1 to 720"),
        arguments(
            "sandbox: {max_runtime_hours: 2}\nmax_duration: 2h",
            "4:30  max_runtime_hours: max_duration says it too; write one of them"),
        arguments("inputs: x", "4:9  inputs: \"x\" is not a list"),
        arguments("inputs: {d: \"\"}", "4:13  inputs: \"\" is empty"),
        arguments("inputs: {d: \"a:b\"}", "4:13  inputs: \"a:b\" contains a colon"),
        arguments("inputs: {d: \"a,b\"}", "4:13  inputs: \"a,b\" contains a comma"),
        arguments(
            "inputs: {d: \"a\\nb\"}", "4:13  inputs: \"a\uFFFDb\" contains a control character"),
        arguments(
            "inputs: {d: \"a\\u202Eb\"}",
            "4:13  inputs: \"a\uFFFDb\" contains a control character"),
        arguments(
            "inputs: {d: a/../b}",
            "4:13  inputs: \"a/../b\" contains \"..\"; write the path without it"),
        arguments(
            "inputs: {d: /proc/self/fd/3}",
            "4:13  inputs: \"/proc/self/fd/3\" belongs to the kernel; name a file or directory on"
                + " disk"),
        arguments(
            "inputs: {d: /./proc/1}",
            "4:13  inputs: \"/./proc/1\" belongs to the kernel; name a file or directory on disk"),
        arguments(
            "inputs: {d: /}", "4:13  inputs: \"/\" is the whole host; name a file or directory"),
        arguments(
            "inputs: {d: ~/x}",
            "4:13  inputs: \"~/x\" begins with ~, which is not expanded; write the whole path"),
        arguments(
            "inputs: {../d: x}",
            "4:10  inputs: \"../d\" is not a name; use a-z, 0-9, dot, _ and -, at most 64"),
        arguments(
            "inputs: [{name: a, path: x}, {name: a, path: y}]",
            "4:37  inputs: \"a\" is given twice"),
        arguments(
            "inputs: [{name: a}]",
            "4:10  inputs: path is missing; write {name: data, path: ./data}"),
        arguments("outputs: [../m]", "4:11  outputs: \"../m\" leaves the output directory"),
        arguments(
            "outputs: [a/../../m]", "4:11  outputs: \"a/../../m\" leaves the output directory"),
        arguments(
            "outputs: [/out/m]",
            "4:11  outputs: \"/out/m\" is absolute; write it relative to the output directory"),
        arguments(
            "outputs: [.]",
            "4:11  outputs: \".\" is the output directory itself; name a file in it"),
        arguments("outputs: [m, ./m]", "4:14  outputs: \"./m\" is given twice"),
        arguments("outputs: [m, m/x]", "4:14  outputs: \"m/x\" and \"m\" cannot both be files"),
        arguments("outputs: [m/x, m]", "4:16  outputs: \"m\" and \"m/x\" cannot both be files"),
        arguments(
            "outputs: [m/]", "4:11  outputs: \"m/\" has an empty part; remove the extra slash"),
        arguments(
            "outputs: [" + "x".repeat(256) + "]",
            "4:11  outputs: \"" + "x".repeat(60) + "…\" has a part longer than 255 bytes"),
        arguments("outputs: [a\\b]", "4:11  outputs: \"a\\b\" contains a backslash"),
        arguments("outputs: [1]", "4:11  outputs: \"1\" is not text; put it in quotes"),
        arguments(
            "resources: {memory: 2GBB}",
            "4:21  memory: \"2GBB\" is not an amount; write 2GB, 512MB"),
        arguments(
            "resources: {memory: 1024}",
            "4:21  memory: \"1024\" is not an amount; write 2GB, 512MB"),
        arguments(
            "resources: {memory: -1GB}",
            "4:21  memory: \"-1GB\" is not an amount; write 2GB, 512MB"),
        arguments(
            "resources: {memory: 0.0000001kB}",
            "4:21  memory: \"0.0000001kB\" is not an amount; write 2GB, 512MB"),
        arguments(
            "resources: {memory: 15MiB}",
            "4:21  memory: \"15MiB\" is less than 16MiB, the least allowed"),
        arguments(
            "resources: {memory: 9999999999999999TB}",
            "4:21  memory: \"9999999999999999TB\" is more than 16TiB, the most allowed"),
        arguments(
            "resources: {memory: 32MiB, tmp: 1MiB}",
            "4:21  shm: is larger than memory, of which it is a part; lower it"),
        arguments(
            "resources: {cpu: 0.0999}",
            "4:18  cpu: \"0.0999\" is not a number of cores; write 2 or 0.5, with thousandths at"
                + " most"),
        arguments(
            "resources: {cpu: 0.099}", "4:18  cpu: \"0.099\" is less than 0.1, the least allowed"),
        arguments(
            "resources: {cpu: .inf}",
            "4:18  cpu: \".inf\" is not a number of cores; write 2 or 0.5, with thousandths at most"),
        arguments("resources: {pids: 1e3}", "4:19  pids: \"1e3\" is not a whole number"),
        arguments("resources: {pids: [8]}", "4:19  pids: a list, but text or a number is wanted"),
        arguments("resources: 5", "4:12  resources: \"5\" is not a map"),
        arguments(
            "max_duration: 30",
            "4:15  max_duration: \"30\" is not a duration; write 30m, 2h30m, 90s"),
        arguments(
            "max_duration: 0s", "4:15  max_duration: \"0s\" is less than 1s, the least allowed"),
        arguments(
            "max_duration: 30d1s",
            "4:15  max_duration: \"30d1s\" is more than 30d, the most allowed"),
        arguments("<<: {a: 1}", "4:1  <<: merge keys are not accepted; write the fields out"),
        arguments("workdir: !x /a", "4:10  tags are not accepted; remove !x"),
        arguments("env: !!map {}", "4:6  tags are not accepted; remove tag:yaml.org,2002:map"),
        arguments("env: &x {}", "4:6  anchors (&name) are not accepted; remove it"),
        arguments("env: *x", "4:6  aliases (*name) are not accepted; write it out"),
        arguments("? [a]\n: b", "4:3  a list or map cannot be the name of a field"),
        arguments("\tworkdir: /x", "4:1  tab in the indentation; YAML wants spaces"),
        arguments("env:\n\tA: b", "5:1  tab in the indentation; YAML wants spaces"),
        arguments("env:\n  \tA: b", "5:3  tab in the indentation; YAML wants spaces"),
        arguments("---\nname: d", "4:1  a second document begins; write only one"),
        arguments(
            "env: {A: \"\\x\"}",
            "4:13  not YAML: expected escape sequence of 2 hexadecimal numbers, but found: \"}"),
        arguments("env: {A: \"\\q\"}", "4:12  not YAML: found unknown escape character q(113)"),
        arguments("env: {A: b", "5:1  not YAML: expected ',' or '}', but got <stream end>"),
        arguments("env: {A: \"\\uD800\"}", "4:10  text contains half of a surrogate pair"));
  }

  @ParameterizedTest
  @MethodSource("fourthLine")
  void oneLineTooMany(String line, String problem) {
    assertThat(Specs.problems(Specs.MINIMAL + line + "\n")).containsExactly(problem);
  }

  static Stream<Arguments> images() {
    return Stream.of(
        arguments("-rm", "begins with a dash"),
        arguments("a b", "contains a space or a control character"),
        arguments("a\\nb", "contains a space or a control character"),
        arguments("a\\u200bb", "contains a space or a control character"),
        arguments("", "is empty"),
        arguments(
            "docker-archive:/x", "names the transport \"docker-archive\"; write a name built here"),
        arguments("dir:latest", "names the transport \"dir\"; write a name built here"),
        arguments("oci:x", "names the transport \"oci\"; write a name built here"),
        arguments(
            "containers-storage:x",
            "names the transport \"containers-storage\"; write a name built here"),
        arguments("docker://x", "names the transport \"docker\"; write a name built here"),
        arguments(
            "/etc",
            "is not an image name; write one built here, or REGISTRY/NAME@sha256:<64 digits>"),
        arguments(
            "../x",
            "is not an image name; write one built here, or REGISTRY/NAME@sha256:<64 digits>"),
        arguments(
            "Upper",
            "is not an image name; write one built here, or REGISTRY/NAME@sha256:<64 digits>"),
        arguments(
            "a:",
            "is not an image name; write one built here, or REGISTRY/NAME@sha256:<64 digits>"),
        arguments(
            "a:b:c",
            "is not an image name; write one built here, or REGISTRY/NAME@sha256:<64 digits>"),
        arguments(
            "docker.io/library/python:3",
            "is not pinned; pin it by digest: docker.io/library/python:3@sha256:<64 digits>"),
        arguments(
            "library/python", "is not pinned; pin it by digest: library/python@sha256:<64 digits>"),
        arguments(
            "localhost:5000/x",
            "is not pinned; pin it by digest: localhost:5000/x@sha256:<64 digits>"),
        arguments(
            "python@sha256:aa", "has no whole digest; write @sha256: and 64 hexadecimal digits"),
        arguments(
            "x.org/a@md5:aa", "has no whole digest; write @sha256: and 64 hexadecimal digits"),
        arguments(
            "python" + DIGEST, "names no registry; write it too, as in docker.io/library/python"),
        arguments(
            "x.org/../a" + DIGEST,
            "is not an image name; write one built here, or REGISTRY/NAME@sha256:<64 digits>"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void image(String image, String fault) {
    List<String> found = Specs.problems("name: a\nimage: \"" + image + "\"\ncommand: [c]\n");
    assertThat(found)
        .singleElement()
        .asString()
        .startsWith("2:8  image: \"")
        .endsWith("\" " + fault);
  }

  @ParameterizedTest
  @MethodSource
  void name(String name) {
    assertThat(Specs.problems("name: \"" + name + "\"\nimage: b\ncommand: [c]\n"))
        .singleElement()
        .asString()
        .startsWith("1:7  name: \"")
        .endsWith(
            " is not a job name; use a-z, 0-9 and -, at most 40, first a letter, last no dash");
  }

  static Stream<String> name() {
    return Stream.of(
        "", "-a", "a-", "A", "1a", "a_b", "a b", "a\\n", "a/b", "..", "é", "a".repeat(41));
  }

  static Stream<Arguments> wholeFiles() {
    return Stream.of(
        arguments("", "1:1  the file is empty; write at least name, image and command"),
        arguments(
            "# only a remark\n", "1:1  the file is empty; write at least name, image and command"),
        arguments("name: \"\\x", "1:5  not YAML after this place: broken escape or character"),
        arguments("[]", "1:1  a map of fields is wanted; write name, image and command"),
        arguments("text", "1:1  a map of fields is wanted; write name, image and command"),
        arguments("name: a\u0007", "1:8  control character U+0007; remove it or write an escape"),
        arguments("name: \u0085", "1:7  control character U+0085; remove it or write an escape"),
        arguments("{\"name\": \"a\",\n\t\"image\" \"b\"}", "2:10  not JSON: ':' is expected"),
        arguments(
            "%TAG ! tag:x,2000:\n---\n" + Specs.MINIMAL,
            "1:1  %TAG: tags are not accepted; remove the line"),
        arguments(
            "%YAML 1.1\n---\n" + Specs.MINIMAL, "1:1  %YAML: only version 1.2 is read; remove it"));
  }

  @ParameterizedTest
  @MethodSource("wholeFiles")
  void wholeFile(String text, String problem) {
    assertThat(Specs.problems(text)).containsExactly(problem);
  }

  @Test
  void missingFields() {
    assertThat(Specs.problems("{}"))
        .containsExactly(
            "1:1  command: missing; write command or script",
            "1:1  image: missing; write image: python-sklearn",
            "1:1  name: missing; write name: my-job");
  }

  @Test
  void commands() {
    String head = "name: a\nimage: b\ncommand: ";
    assertThat(Specs.problems(head + "python3 x"))
        .containsExactly("3:10  command: text, but a list is wanted; write [python3, train.py]");
    assertThat(Specs.problems(head + "[]")).containsExactly("3:10  command: names no program");
    assertThat(Specs.problems(head + "[\"\"]")).containsExactly("3:10  command: names no program");
    assertThat(Specs.problems(head + "[-c]"))
        .containsExactly("3:10  command: \"-c\" begins with a dash; name the program first");
    assertThat(Specs.problems(head + "[a, [b], ~]"))
        .containsExactly(
            "3:14  command: a list, but text or a number is wanted",
            "3:19  command: empty, but text or a number is wanted");
    assertThat(Specs.problems(head + "[a, \"\\0\"]"))
        .containsExactly("3:14  command: contains a NUL character");
  }

  @Test
  void allProblemsAtOnceInTheOrderOfTheFile() {
    String text =
        """
        name: Digits
        image: dir:x
        resources:
          memory: "2GBB"
          pids: many
        script: /x.py
        netwrok: none
        outputs:
          - ok
          - "../model"
        network: *net
        env:
          LD_PRELOAD: x
          GOOD: &a 1
        """;
    assertThat(Specs.problems(text).stream().map(p -> p.replaceFirst(";.*", "")).toList())
        .containsExactly(
            "1:7  name: \"Digits\" is not a job name",
            "2:8  image: \"dir:x\" names the transport \"dir\"",
            "4:11  memory: \"2GBB\" is not an amount",
            "5:9  pids: \"many\" is not a whole number",
            "6:9  script: \"/x.py\" is absolute",
            "7:1  netwrok: unknown field",
            "10:5  outputs: \"../model\" leaves the output directory",
            "11:10  aliases (*name) are not accepted",
            "13:3  env: \"LD_PRELOAD\" steers the loader or the runtime",
            "14:9  anchors (&name) are not accepted");
  }

  @Test
  void notUtf8() {
    byte[] latin = "name: é".getBytes(StandardCharsets.ISO_8859_1);
    byte[] wide = Specs.MINIMAL.getBytes(StandardCharsets.UTF_16);
    byte[] overlong = {'n', (byte) 0xC0, (byte) 0xAF};
    for (byte[] bytes : List.of(latin, wide, overlong)) {
      assertThat(SpecReader.read(bytes, "x\u001b[2J.yaml"))
          .isEqualTo(
              new SpecResult.Invalid(
                  List.of(
                      new Problem(1, 1, "x\uFFFD[2J.yaml is not UTF-8 text; save it as UTF-8"))));
    }
  }

  @Test
  void sizeAtTheLimit() {
    int room = SpecLimits.MAX_FILE_BYTES - Specs.MINIMAL.length() - 1;
    String exact = Specs.MINIMAL + "#" + "x".repeat(room);
    assertThat(Specs.problems(exact)).isEmpty();
    assertThat(Specs.problems(exact + "x"))
        .containsExactly("1:1  job.yaml has more than 262144 bytes, the most that are read");
    assertThat(Specs.problems("[".repeat(10_000_000)))
        .containsExactly("1:1  job.yaml has more than 262144 bytes, the most that are read");
  }

  @Test
  void depthAtTheLimit() {
    for (String open : List.of("[", "{\"a\":")) {
      String close = open.equals("[") ? "]" : "}";
      String exact = open.repeat(32) + (open.equals("[") ? "" : "1") + close.repeat(32);
      String deeper = open.repeat(33) + (open.equals("[") ? "" : "1") + close.repeat(33);
      assertThat(Specs.problems(exact)).noneMatch(p -> p.contains("nested"));
      assertThat(Specs.problems(deeper)).anyMatch(p -> p.endsWith("nested deeper than 32"));
    }
    assertThat(Specs.problems("[".repeat(200_000))).containsExactly("1:33  nested deeper than 32");
  }

  @Test
  void countsAtTheLimit() {
    assertThat(Specs.problems("name: a\nimage: b\ncommand: [" + "x,".repeat(1024) + "]")).isEmpty();
    assertThat(Specs.problems("name: a\nimage: b\ncommand: [" + "x,".repeat(1025) + "]"))
        .containsExactly("3:10  command: has 1025 items; at most 1024");
    assertThat(Specs.problems(Specs.MINIMAL + "env: {" + numbered("V%d: 1, ", 256) + "}"))
        .isEmpty();
    assertThat(Specs.problems(Specs.MINIMAL + "env: {" + numbered("V%d: 1, ", 257) + "}"))
        .containsExactly("4:6  env: has 257 variables; at most 256");
    assertThat(Specs.problems(Specs.MINIMAL + "inputs: {" + numbered("v%d: x, ", 64) + "}"))
        .isEmpty();
    assertThat(Specs.problems(Specs.MINIMAL + "inputs: {" + numbered("v%d: x, ", 65) + "}"))
        .containsExactly("4:9  inputs: 65 given; at most 64");
    assertThat(Specs.problems(Specs.MINIMAL + "outputs: [" + numbered("v%d, ", 128) + "]"))
        .isEmpty();
    assertThat(Specs.problems(Specs.MINIMAL + "outputs: [" + numbered("v%d, ", 129) + "]"))
        .containsExactly("4:10  outputs: 129 given; at most 128");
    assertThat(Specs.problems(Specs.MINIMAL + numbered("x%d: 1\n", 150)))
        .hasSize(101)
        .endsWith("and 50 more problems");
  }

  @Test
  void lengthsAtTheLimit() {
    String path = "x/".repeat(512).substring(0, 1023);
    assertThat(Specs.problems(Specs.MINIMAL + "outputs: [" + path + "y]")).isEmpty();
    assertThat(Specs.problems(Specs.MINIMAL + "outputs: [" + path + "yy]"))
        .singleElement()
        .asString()
        .endsWith(" is longer than 1024 bytes");
    assertThat(Specs.problems(Specs.MINIMAL + "outputs: [" + "é".repeat(127) + "x]")).isEmpty();
    assertThat(Specs.problems(Specs.MINIMAL + "outputs: [" + "é".repeat(128) + "]")).hasSize(1);
    assertThat(Specs.problems(Specs.MINIMAL + "env: {" + "A".repeat(128) + ": 1}")).isEmpty();
    assertThat(Specs.problems(Specs.MINIMAL + "env: {" + "A".repeat(129) + ": 1}")).hasSize(1);
    String long512 = "x.org/" + "a".repeat(512 - 6 - DIGEST.length()) + DIGEST;
    assertThat(ImageName.fault(long512)).isEmpty();
    assertThat(ImageName.fault("y" + long512)).contains("is longer than 512 characters");
  }

  private static String numbered(String format, int count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(String.format(format, i));
    }
    return out.toString();
  }

  @Test
  void aliasBombCostsNothing() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++) {
      String last = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + last + ", " + last + ", " + last + "]\n");
    }
    assertThat(Specs.problems(bomb.toString()))
        .hasSize(101)
        .contains("1:5  anchors (&name) are not accepted; remove it");
  }
}
