package dev.bailey.verify;

import static dev.bailey.verify.Js.arr;
import static dev.bailey.verify.Js.at;
import static dev.bailey.verify.Js.item;
import static dev.bailey.verify.Js.list;
import static dev.bailey.verify.Js.obj;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lies of a node that signs them with its own trusted key: each is found, under the right title.
 */
class ForgeryTest {
  private static final Key TRUSTED = Samples.node().trusted("node.pub");

  /** One lie and where the report must speak of it. */
  record Lie(String name, String title, String says, Consumer<Forge> lie) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource({"histories", "plans", "walls", "statements", "signatures"})
  void isFound(Lie lie) {
    Forge f = Samples.good(Samples.node());
    lie.lie().accept(f);
    Report report = Check.verify(f.build(), TRUSTED);
    assertThat(report.verified()).as(report.text()).isFalse();
    assertThat(report.text()).doesNotContain("verified with");
    assertThat(report.findings())
        .anySatisfy(finding -> {
          assertThat(finding.mark()).isEqualTo(Mark.FAIL);
          assertThat(finding.title()).isEqualTo(lie.title());
          assertThat(finding.text()).contains(lie.says());
        });
  }

  private static Lie lie(String name, String title, String says, Consumer<Forge> lie) {
    return new Lie(name, title, says, lie);
  }

  private static Map<String, Object> seen(Forge f) {
    return at(f.body(5), "observed");
  }

  static Stream<Lie> histories() {
    String d = "decisions";
    return Stream.of(
        lie(
            "outcome before its decision",
            d,
            "before, or without, a decision",
            f -> f.body(1).put("decision", 4)),
        lie("two outcomes", d, "is the second one", f -> f.body(12).put("decision", 9)),
        lie(
            "outcome without decision",
            d,
            "before, or without, a decision",
            f -> f.body(12).put("decision", 900)),
        lie(
            "effect after denial",
            d,
            "was denied",
            f -> {
              f.body(11).put("allowed", false);
              f.body(11).remove("state_sha256");
              f.body(11).put("denial", Samples.denial());
            }),
        lie("event left out", d, "position", f -> at(f.events.get(6), "frame").put("seq", 7)),
        lie(
            "chain broken",
            d,
            "digest of the one before",
            f -> at(f.events.get(6), "frame").put("prev", "a".repeat(64))),
        lie(
            "event of another job",
            d,
            "job",
            f -> at(f.events.get(6), "frame").put("job", "other")),
        lie(
            "event of another attempt",
            d,
            "attempt",
            f -> at(f.events.get(6), "frame").put("attempt", 2)),
        lie("another epoch", d, "epoch", f -> at(f.events.get(6), "frame").put("epoch", 2)),
        lie("no close", d, "no end", f -> f.events.removeLast()),
        lie("close in the middle", d, "follows the close", f -> f.add(10, "attempt_closed", obj())),
        lie("wrong closing count", d, "closing count", f -> f.body(15).put("count", 14)),
        lie("wrong closing head", d, "closing head", f -> f.body(15).put("head", "b".repeat(64))),
        lie("wrong closing state", d, "state at the close", f -> f.body(15).put("state", "failed")),
        lie(
            "no submission",
            d,
            "does not begin",
            f -> {
              f.events.removeFirst();
              f.events.removeFirst();
              f.body(3).put("decision", 2);
            }),
        lie("unknown event type", d, "no place", f -> f.events.get(6).put("type", "note")),
        lie(
            "event of the node",
            d,
            "no place",
            f -> {
              f.events.get(6).put("type", "agent_started");
              f.events.get(6).put("body", obj("version", "1"));
            }),
        lie(
            "unknown member in an event",
            d,
            "is unknown",
            f -> at(f.events.get(6), "frame").put("extra", 1)),
        lie("unknown member in a body", d, "is unknown", f -> f.body(6).put("extra", 1)),
        lie(
            "time with nanoseconds",
            d,
            "is not a UTC time",
            f -> at(f.events.get(6), "frame").put("time", "2026-11-23T14:02:11.123456Z")),
        lie(
            "event too large",
            d,
            "more than 65535 bytes",
            f -> f.body(2).put("detail", obj("x", "y".repeat(65_600)))),
        lie("running without read-back", "walls", "without a read-back", f -> f.events.remove(5)),
        lie(
            "running after mismatches",
            "walls",
            "did not match",
            f -> f.body(5).put("mismatches", arr("capabilities"))),
        lie(
            "read-back after running",
            "walls",
            "already been let go",
            f -> Collections.swap(f.events, 5, 7)),
        lie(
            "read-back of another decision",
            d,
            "not the decision on the container's start",
            f -> f.body(5).put("decision", 0)),
        lie(
            "second container",
            d,
            "another container",
            f -> f.add(8, "decision", Samples.start(f))),
        lie("state out of order", d, "cannot follow", f -> f.body(3).put("to", "finalizing")),
        lie("state from elsewhere", d, "state before", f -> f.body(8).put("from", "queued")),
        lie(
            "no end state",
            d,
            "not an end",
            f -> {
              f.events.remove(13);
              f.body(14).put("state", "finalizing");
            }),
        lie(
            "two statements",
            d,
            "events that name a statement",
            f -> f.add(15, "attested", obj("statement_sha256", "d".repeat(64)))),
        lie(
            "other outputs stored than decided",
            "outputs",
            "stored",
            f -> item(list(at(f.body(10), "facts"), "outputs"), 0).put("sha256", "e".repeat(64))));
  }

  static Stream<Lie> plans() {
    String d = "decisions";
    return Stream.of(
        lie(
            "another plan accepted",
            d,
            "not the plan in the file",
            f -> at(f.body(1), "facts").put("plan", obj("x", 1))),
        lie("another plan in the file", d, "submit_job plan", f -> f.plan.put("user", 0)),
        lie(
            "another plan started",
            d,
            "start_container plan",
            f -> at(f.body(4), "action").put("plan", "a".repeat(64))),
        lie(
            "wrong digest of an action",
            d,
            "digest of the action",
            f -> f.body(4).put("action_sha256", "a".repeat(64))),
        lie(
            "wrong narrowed digest",
            d,
            "digest as allowed",
            f -> f.body(4).put("narrowed_sha256", "a".repeat(64))),
        lie(
            "narrowed walls but the whole environment",
            "walls",
            "environment",
            f -> VerifierTest.narrow(f, List.of("PATH=/usr/bin"))),
        lie(
            "narrowing that adds",
            d,
            "only take away",
            f -> VerifierTest.narrow(f, List.of("EVIL=1", "PATH=/usr/bin"))),
        lie(
            "layer not asked about",
            "image",
            "layers decided",
            f -> list(f.body(4), "questions").remove(1)),
        lie(
            "other layer asked about",
            "image",
            "layers decided",
            f ->
                at(item(list(f.body(4), "questions"), 1), "input")
                    .put("deviceHash", "f".repeat(64))),
        lie(
            "container not asked about",
            d,
            "questions on creating",
            f -> list(f.body(4), "questions").remove(3)),
        lie(
            "asked about another command",
            d,
            "argList",
            f -> at(item(list(f.body(4), "questions"), 3), "input").put("argList", arr("true"))),
        lie(
            "unknown action",
            d,
            "is unknown",
            f -> at(f.body(11), "action").put("type", "open_door")),
        lie(
            "unknown member of an action",
            d,
            "is unknown",
            f -> at(f.body(11), "action").put("door", "open")),
        lie(
            "outputs of another container",
            d,
            "container_id",
            f -> at(f.body(9), "action").put("container_id", "d".repeat(64))),
        lie(
            "another policy in a decision",
            "policy",
            "policy",
            f -> at(f.body(9), "policy").put("sha256", "d".repeat(64))),
        lie(
            "another policy document",
            "policy",
            "digest of the document",
            f -> f.policy.put("document", "anything goes")),
        lie(
            "another filter",
            "walls",
            "digest of the system call filter",
            f -> f.seccomp.put("profile", "{}")),
        lie("unknown member in a part", "file", "is unknown", f -> f.policy.put("extra", 1)));
  }

  static Stream<Lie> walls() {
    List<Lie> all = new ArrayList<>();
    for (String set : Observed.CAPABILITY_SETS) {
      all.add(
          lie(
              "capability in " + set,
              "walls",
              set + " capabilities",
              f -> at(seen(f), "capabilities").put(set, "0000000000200000")));
    }
    for (String space : Observed.NAMESPACES.subList(0, 6)) {
      all.add(
          lie(
              "namespace " + space,
              "walls",
              space + " namespace",
              f -> at(seen(f), "namespaces").put(space, "host")));
    }
    all.addAll(
        List.of(
            wall("no_new_privileges", false, "no new privileges"),
            wall("seccomp_mode", 0, "seccomp mode"),
            wall("seccomp_filters", 0, "seccomp filters"),
            wall("uid_map", "0 0 4294967295", "user id map"),
            wall("gid_map", "0 0 4294967295", "group id map"),
            wall("uids", arr(0, 0, 0, 0), "user ids"),
            wall("gids", arr(0, 0, 0, 0), "group ids"),
            wall("groups", arr(0), "supplementary groups"),
            wall("interfaces", arr("eth0", "lo"), "network interfaces"),
            wall("root_read_only", false, "root is read-only"),
            wall("command", arr("/.start/s", "sh"), "command"),
            wall("command", arr("python3", "train.py"), "command"),
            wall("command", arr("/bin/sh", "python3", "train.py"), "command"),
            wall(
                "environment",
                arr("LANG=C.UTF-8", "LD_PRELOAD=x", "PATH=/usr/bin"),
                "environment")));
    all.addAll(
        List.of(
            limit("cgroup", "memory_bytes", 268435457, "memory limit"),
            limit("cgroup", "memory_bytes", 100, "memory limit"),
            limit("cgroup", "memory_swap_bytes", 4096, "swap"),
            limit("cgroup", "pids", 65, "process limit"),
            limit("cgroup", "cpu_quota_us", 160000, "processor limit"),
            limit("cgroup", "cpu_quota_us", Json.MAX_NUMBER, "processor limit"),
            limit("limits", "open_files", 2048, "open files"),
            limit("limits", "core_bytes", 1, "core dump")));
    all.addAll(
        List.of(
            mount("/in/data", "ext4", "rw"),
            mount("/workspace", "ext4", "nodev", "nosuid", "rw"),
            mount("/host", "ext4", "ro"),
            mount("/var/tmp", "tmpfs", "nodev", "nosuid", "rw"),
            mount("/tmp", "tmpfs", "rw"),
            mount("/tmp", "ext4", "nodev", "nosuid", "rw"),
            mount("/proc/sys", "proc", "rw"),
            mount("/sys", "sysfs", "rw"),
            mount("/dev/sda", "devtmpfs", "rw"),
            mount("/dev/shm", "tmpfs", "nodev", "nosuid", "rw", "size=1g"),
            mount("/", "overlay", "rw"),
            lie(
                "bind not seen",
                "walls",
                "/out was decided but not seen",
                f -> list(seen(f), "mounts").remove(9)),
            lie("unexplained bind", "walls", "is not in the plan", f -> bind(f, "/data", false)),
            lie(
                "writable bind elsewhere",
                "walls",
                "is not in the plan",
                f -> bind(f, "/home", true)),
            lie(
                "proc without its guard",
                "walls",
                "mount /proc is writable",
                f -> list(seen(f), "mounts").remove(12))));
    return all.stream();
  }

  private static void bind(Forge f, String at, boolean writable) {
    for (int event : new int[] {4, 11}) {
      list(at(f.body(event), "action", "placement"), "binds")
          .add(obj("source", "/x", "destination", at, "writable", writable));
    }
    list(seen(f), "mounts")
        .add(Samples.mount(at, "ext4", "nodev", "nosuid", writable ? "rw" : "ro"));
  }

  private static Lie wall(String member, Object value, String says) {
    return lie(member + " " + value, "walls", says, f -> seen(f).put(member, value));
  }

  private static Lie limit(String group, String member, long value, String says) {
    return lie(member + " " + value, "walls", says, f -> at(seen(f), group).put(member, value));
  }

  private static Lie mount(String target, String type, String... options) {
    return lie(
        "mount " + target + " " + List.of(options),
        "walls",
        target,
        f -> list(seen(f), "mounts").add(Samples.mount(target, type, options)));
  }

  private static Lie says(
      String name, String title, String says, Consumer<Map<String, Object>> edit) {
    return lie(name, title, says, f -> f.statement = edit);
  }

  static Stream<Lie> statements() {
    String s = "statement";
    String[] build = {"predicate", "buildDefinition"};
    return Stream.of(
        says(
            "another job",
            s,
            "job",
            m -> at(m, "predicate", "buildDefinition", "externalParameters").put("job", "other")),
        says(
            "another invocation",
            s,
            "invocation",
            m -> at(m, "predicate", "runDetails", "metadata").put("invocationId", "other/1")),
        says(
            "another plan",
            s,
            "plan",
            m ->
                at(m, "predicate", "buildDefinition", "internalParameters")
                    .put("plan_sha256", "a".repeat(64))),
        says(
            "another builder",
            s,
            "builder",
            m ->
                at(m, "predicate", "runDetails", "builder")
                    .put("id", "https://bailey.dev/node/x+1")),
        says(
            "another policy",
            s,
            "policy",
            m ->
                at(m, "predicate", "buildDefinition", "internalParameters", "policy")
                    .put("sha256", "a".repeat(64))),
        says(
            "another state",
            s,
            "final state",
            m -> at(m, "predicate", "bailey").put("state", "failed")),
        says(
            "success with exit code 1",
            s,
            "exit code",
            m -> at(m, "predicate", "bailey").put("exit_code", 1)),
        says(
            "success without exit code",
            s,
            "exit code",
            m -> at(m, "predicate", "bailey").remove("exit_code")),
        says(
            "another history count",
            s,
            "events before it",
            m -> at(m, "predicate", "bailey", "history").put("count", 3)),
        says(
            "another history head",
            s,
            "head",
            m -> at(m, "predicate", "bailey", "history").put("head", "a".repeat(64))),
        says(
            "another output digest",
            "outputs",
            "model.safetensors",
            m -> at(item(list(m, "subject"), 0), "digest").put("sha256", "a".repeat(64))),
        says("output left out", "outputs", "found nothing", m -> list(m, "subject").removeFirst()),
        says(
            "output added",
            "outputs",
            "never stored",
            m -> list(m, "subject").addFirst(Samples.named("extra", "a".repeat(64)))),
        says(
            "output named twice",
            s,
            "twice",
            m -> list(m, "subject").addFirst(Samples.named("model.safetensors", "a".repeat(64)))),
        says(
            "another log",
            "outputs",
            "job.log",
            m -> at(item(list(m, "subject"), 2), "digest").put("sha256", "a".repeat(64))),
        says(
            "another image",
            "image",
            "image",
            m ->
                at(item(list(at(m, build), "resolvedDependencies"), 0), "digest")
                    .put("sha256", "a".repeat(64))),
        says(
            "another layer",
            "image",
            "image/layer/1",
            m ->
                at(item(list(at(m, build), "resolvedDependencies"), 2), "digest")
                    .put("sha256", "a".repeat(64))),
        says(
            "layer added",
            "image",
            "not in the plan",
            m ->
                list(at(m, build), "resolvedDependencies")
                    .add(Samples.named("image/layer/3", "a".repeat(64)))),
        says(
            "code left out",
            "inputs",
            "code",
            m -> list(at(m, build), "resolvedDependencies").remove(4)),
        says(
            "another input",
            "inputs",
            "input/data",
            m ->
                at(item(list(at(m, build), "resolvedDependencies"), 5), "digest")
                    .put("sha256", "a".repeat(64))),
        says(
            "another starter",
            s,
            "starter",
            m ->
                at(item(list(at(m, build), "resolvedDependencies"), 7), "digest")
                    .put("sha256", "a".repeat(64))),
        says("unknown member", s, "is unknown", m -> m.put("extra", 1)),
        says("another predicate type", s, "predicateType", m -> m.put("predicateType", "x")),
        lie(
            "failed job as success",
            s,
            "final state",
            f -> {
              f.body(13).put("to", "failed");
              f.body(15).put("state", "failed");
            }),
        lie("exit code hidden", s, "exit code", f -> f.body(8).put("detail", obj("exit_code", 3))),
        lie(
            "statement not the recorded one",
            s,
            "digest recorded",
            f -> f.body(14).put("statement_sha256", "a".repeat(64))),
        lie(
            "declared output missing",
            "outputs",
            "is missing",
            f -> {
              list(f.plan, "outputs").add("report.pdf");
              f.events = Samples.good(f.signer).events;
            }));
  }

  static Stream<Lie> signatures() {
    return Stream.of(
        lie("wrong payload type", "signed", "payloadType", f -> f.statementType = "text/plain"),
        lie(
            "another signature",
            "signed",
            "not one of",
            f -> f.statementSignature = s -> new Signer("node", 5).sign(new byte[3])),
        lie(
            "signature with S + L",
            "signed",
            "not one of",
            f -> f.statementSignature = ForgeryTest::plusOrder),
        lie(
            "short signature",
            "signed",
            "not one of",
            f -> f.statementSignature = s -> new byte[63]),
        lie(
            "other origin",
            "signed",
            "origin",
            f -> f.checkpoint = c -> resigned(f, c.replaceFirst("node\n", "door\n"))),
        lie(
            "checkpoint unsigned",
            "signed",
            "not a signed note",
            f -> f.checkpoint = c -> c.substring(0, c.indexOf("—"))),
        lie(
            "checkpoint signed twice",
            "signed",
            "twice",
            f -> f.checkpoint = c -> c + c.substring(c.indexOf("—"))),
        lie(
            "checkpoint with a further line",
            "signed",
            "not a signed note",
            f -> f.checkpoint = c -> c.replaceFirst("\n\n", "\nmore\n\n")),
        lie(
            "size with a zero in front",
            "signed",
            "tree size",
            f -> f.checkpoint = c -> c.replaceFirst("\n57\n", "\n057\n")),
        lie(
            "another tree",
            "log",
            "does not lead",
            f ->
                f.checkpoint = c -> resigned(f, "node\n57\n" + Hash.base64(new byte[32]) + "\n\n")),
        lie(
            "another tree size",
            "file",
            "another checkpoint",
            f -> f.checkpoint = c -> resigned(f, c.replaceFirst("\n57\n", "\n58\n"))),
        lie(
            "index beyond the tree",
            "log",
            "beyond the tree",
            f -> f.entries = e -> e.get(15).put("index", 57)),
        lie(
            "index of another leaf",
            "log",
            "does not lead",
            f -> f.entries = e -> e.get(15).put("index", 48)),
        lie(
            "indexes that fall",
            "log",
            "not after",
            f -> f.entries = e -> e.get(3).put("index", 5)),
        lie(
            "proof too short",
            "log",
            "does not lead",
            f -> f.entries = e -> list(e.get(3), "proof").removeLast()),
        lie(
            "proof too long",
            "log",
            "does not lead",
            f -> f.entries = e -> list(e.get(3), "proof").add(Hash.base64(new byte[32]))),
        lie(
            "proof of another leaf",
            "log",
            "does not lead",
            f -> f.entries = e -> e.get(3).put("proof", e.get(4).get("proof"))),
        lie(
            "proof of no base64",
            "log",
            "does not lead",
            f -> f.entries = e -> list(e.get(3), "proof").set(0, "%")),
        lie(
            "manifest of another job",
            "decisions",
            "job",
            f -> f.manifest = m -> m.put("job", "other")),
        lie(
            "manifest with another digest",
            "file",
            "not the one of the manifest",
            f -> f.manifest = m -> item(list(m, "parts"), 2).put("sha256", "a".repeat(64))),
        lie(
            "manifest without a part",
            "file",
            "5 parts",
            f -> f.manifest = m -> list(m, "parts").removeLast()),
        lie(
            "manifest with an unknown member",
            "file",
            "is unknown",
            f -> f.manifest = m -> m.put("extra", 1)));
  }

  private static String resigned(Forge f, String note) {
    String text = note.substring(0, note.indexOf("\n\n") + 1);
    return text + "\n" + f.signer.noteLine(text);
  }

  /** The other encoding of the same signature, which a lenient verifier would take. */
  private static byte[] plusOrder(byte[] signature) {
    byte[] order =
        java.util.HexFormat.of()
            .parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    byte[] changed = signature.clone();
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      int sum = (changed[32 + i] & 0xff) + (order[i] & 0xff) + carry;
      changed[32 + i] = (byte) sum;
      carry = sum >> 8;
    }
    return changed;
  }
}
