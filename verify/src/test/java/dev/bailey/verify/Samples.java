package dev.bailey.verify;

import static dev.bailey.verify.Js.arr;
import static dev.bailey.verify.Js.obj;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Honest content, to be built as it is or bent by a test. */
final class Samples {
  static final String PROFILE = "{\"defaultAction\":\"SCMP_ACT_ERRNO\"}\n";
  static final String CONTAINER = "c".repeat(64);
  static final String POLICY = "house policy\n";
  static final String CONTEXT = "/security-context-" + "9".repeat(32);
  static final String PIECE = "cGllY2U=";
  static final long BASE = 0x7000_0000L;

  private Samples() {}

  static Signer node() {
    return new Signer("node", 1);
  }

  static Map<String, Object> plan() {
    return obj(
        "job_name", "digits",
        "image",
            obj(
                "reference", "python-sklearn",
                "id", "1".repeat(64),
                "layers", arr("2".repeat(64), "3".repeat(64), "4".repeat(64))),
        "command", arr("python3", "train.py"),
        "workdir", "/workspace",
        "environment", arr("LANG=C.UTF-8", "PATH=/usr/bin"),
        "user", 1000,
        "group", 1000,
        "capabilities", arr(),
        "code", "5".repeat(64),
        "inputs", arr(obj("name", "data", "source", "/srv/data", "digest", "6".repeat(64))),
        "outputs", arr("model.safetensors", "metrics.jsonl"),
        "limits",
            obj(
                "cpu_millis",
                1500,
                "memory_bytes",
                268435456,
                "pids",
                64,
                "open_files",
                1024,
                "shm_bytes",
                8388608,
                "tmp_bytes",
                16777216,
                "disk_bytes",
                1073741824,
                "wall_seconds",
                600,
                "log_rate_bytes",
                1048576),
        "network", "none",
        "seccomp_profile", "bailey-default",
        "seccomp_digest", Js.sha(Js.utf8(PROFILE)),
        "starter_digest", "7".repeat(64));
  }

  static Map<String, Object> policy() {
    return obj("name", "house", "sha256", Js.sha(Js.utf8(POLICY)), "document", POLICY);
  }

  static Map<String, Object> placement() {
    return obj(
        "container_id",
        CONTAINER,
        "id_base",
        BASE,
        "id_count",
        65536,
        "output_owner",
        1000,
        "layers",
        arr("/l/2", "/l/3", "/l/4"),
        "binds",
        arr(
            bind("/.start", false),
            bind("/workspace", false),
            bind("/in/data", false),
            bind("/out", true)),
        "encrypted_scratch",
        false,
        "security_context",
        obj(
            "mount",
            bind(CONTEXT, false),
            "files",
            obj("security-policy-base64", Js.sha(Base64.getEncoder().encode(Js.utf8(POLICY))))));
  }

  private static Map<String, Object> bind(String at, boolean writable) {
    return obj("source", "/j" + at, "destination", at, "writable", writable);
  }

  static List<Object> outputs() {
    return arr(
        obj("name", "model.safetensors", "sha256", Js.sha(Js.utf8("weights")), "size", 7),
        obj("name", "metrics.jsonl", "sha256", Js.sha(Js.utf8("metrics!")), "size", 8));
  }

  static Map<String, Object> observed() {
    long id = BASE + 1000;
    String none = "0".repeat(16);
    return obj(
        "uids", arr(id, id, id, id),
        "gids", arr(id, id, id, id),
        "groups", arr(id),
        "uid_map", "0 " + BASE + " 65536",
        "gid_map", "0 " + BASE + " 65536",
        "capabilities",
            obj(
                "inheritable",
                none,
                "permitted",
                none,
                "effective",
                none,
                "bounding",
                none,
                "ambient",
                none),
        "no_new_privileges", true,
        "seccomp_mode", 2,
        "seccomp_filters", 1,
        "namespaces",
            obj(
                "user", "own", "mnt", "own", "pid", "own", "net", "own", "ipc", "own", "uts", "own",
                "cgroup", "own"),
        "interfaces", arr("lo"),
        "cgroup",
            obj(
                "memory_bytes",
                268435456,
                "memory_swap_bytes",
                0,
                "pids",
                64,
                "cpu_quota_us",
                150000,
                "cpu_period_us",
                100000),
        "limits", obj("open_files", 1024, "core_bytes", 0),
        "command", arr("/.start/s", "/.start/go", "python3", "train.py"),
        "environment", arr("LANG=C.UTF-8", "PATH=/usr/bin", "UVM_SECURITY_CONTEXT_DIR=" + CONTEXT),
        "working_directory", "/workspace",
        "descriptors", arr("/dev/null", "pipe", "pipe", "/.start/go"),
        "root_read_only", true,
        "mounts", mounts(),
        "kernel_paths", arr("/proc/bus", "/proc/fs", "/proc/kcore", "/proc/sys"),
        "device_rules", deviceRules());
  }

  /** As control groups of version 2 have them. */
  static List<Object> deviceRules() {
    return arr(
        "b *:* m",
        "c *:* m",
        "c 1:3 rw",
        "c 1:5 rw",
        "c 1:7 rw",
        "c 1:8 rw",
        "c 1:9 rw",
        "c 5:0 rw",
        "c 5:1 rw",
        "c 5:2 rw",
        "c 136:* rw");
  }

  private static List<Object> mounts() {
    List<Object> all = arr();
    for (String line :
        """
        / overlay ro
        /.start ext4 nodev,nosuid,ro
        /dev tmpfs nosuid,rw
        /dev/mqueue mqueue nodev,noexec,nosuid,rw
        /dev/null devtmpfs noexec,nosuid,rw
        /dev/pts devpts noexec,nosuid,rw
        /dev/shm tmpfs nodev,noexec,nosuid,rw,size=8192k
        /etc/hosts ext4 nodev,nosuid,ro
        /in/data ext4 nodev,noexec,nosuid,ro
        /out ext4 nodev,noexec,nosuid,rw
        /proc proc nodev,noexec,nosuid,rw
        /proc/bus proc nodev,noexec,nosuid,ro
        /proc/fs proc nodev,noexec,nosuid,ro
        /proc/kcore devtmpfs nosuid,rw
        /proc/sys proc nodev,noexec,nosuid,ro
        /sys tmpfs nodev,noexec,nosuid,ro
        /tmp tmpfs nodev,noexec,nosuid,rw,size=16384k
        /workspace ext4 nodev,noexec,nosuid,ro
        %s ext4 nodev,noexec,nosuid,ro\
        """
            .formatted(CONTEXT)
            .split("\n", -1)) {
      String[] words = line.split(" ", -1);
      all.add(mount(words[0], words[1], words[2].split(",", -1)));
    }
    return all;
  }

  static Map<String, Object> mount(String target, String type, String... options) {
    return obj("target", target, "type", type, "options", arr((Object[]) options));
  }

  static Map<String, Object> decision(
      Map<String, Object> policy, Map<String, Object> action, Object... questions) {
    return obj(
        "action", action,
        "questions", arr(questions),
        "policy", obj("name", policy.get("name"), "sha256", policy.get("sha256")),
        "allowed", true,
        "state_sha256", "8".repeat(64));
  }

  static Map<String, Object> denial() {
    return obj(
        "by",
        "house",
        "point",
        "create_container",
        "rule",
        "no capability",
        "field",
        "capabilities",
        "seen",
        "CAP_SYS_ADMIN",
        "nearest",
        "");
  }

  private static Map<String, Object> question(String point, @Nullable Object... input) {
    return obj("point", point, "input", obj(input));
  }

  static Map<String, Object> submit(Forge f) {
    String plan = Js.sha(f.plan);
    return decision(
        f.policy,
        obj("type", "submit_job", "job", f.job, "plan", plan, "code", f.plan.get("code")),
        question(
            "submit_job",
            "job",
            f.job,
            "plan",
            plan,
            "image",
            Js.at(f.plan, "image").get("id"),
            "code",
            f.plan.get("code"),
            "inputs",
            arr("6".repeat(64)),
            "input_names",
            arr("data"),
            "outputs",
            f.plan.get("outputs"),
            "limits",
            f.plan.get("limits"),
            "network",
            "none"));
  }

  /** A fragment that the policy took; its envelope is in the file. */
  static Map<String, Object> load(Forge f) {
    f.policy.put("pieces", arr(PIECE));
    String sha = Js.sha(Base64.getDecoder().decode(PIECE));
    return decision(
        f.policy,
        obj("type", "load_fragment", "issuer", "did:x", "feed", "y", "sha256", sha),
        question("load_fragment", "issuer", "did:x", "feed", "y", "sha256", sha));
  }

  static Map<String, Object> start(Forge f) {
    Map<String, Object> p = f.plan;
    List<Object> questions = arr();
    int n = 0;
    for (Object layer : Js.list(Js.at(p, "image"), "layers")) {
      questions.add(
          question("mount_device", "target", "/run/mounts/scsi/m" + n++, "deviceHash", layer));
    }
    questions.add(
        question(
            "create_container",
            "argList",
            p.get("command"),
            "envList",
            p.get("environment"),
            "workingDir",
            p.get("workdir"),
            "noNewPrivileges",
            true,
            "privileged",
            false,
            "seccompProfileSHA256",
            p.get("seccomp_digest"),
            "user",
            identity(p.get("user"), ""),
            "groups",
            arr(identity(p.get("group"), ""))));
    return decision(
        f.policy,
        obj("type", "start_container", "plan", Js.sha(p), "placement", placement()),
        questions.toArray());
  }

  static Map<String, Object> identity(@Nullable Object id, String name) {
    return obj("id", String.valueOf(id), "name", name);
  }

  /** A further process, in an image that has a name for its user. */
  static Map<String, Object> exec(Forge f, String name) {
    return decision(
        f.policy,
        obj(
            "type",
            "exec_in_container",
            "container_id",
            CONTAINER,
            "plan",
            Js.sha(f.plan),
            "command",
            arr("id"),
            "accounts",
            obj("user", name, "group", "")),
        question(
            "exec_in_container",
            "argList",
            arr("id"),
            "user",
            identity(f.plan.get("user"), name),
            "groups",
            arr(identity(f.plan.get("group"), ""))));
  }

  static Map<String, Object> store(Forge f) {
    List<Object> questions = arr();
    for (Object o : outputs()) {
      Map<String, Object> input = obj("containerID", CONTAINER);
      ((Map<?, ?>) o).forEach((k, v) -> input.put((String) k, v));
      questions.add(obj("point", "store_output", "input", input));
    }
    return decision(
        f.policy,
        obj("type", "store_outputs", "container_id", CONTAINER, "outputs", outputs()),
        questions.toArray());
  }

  static Map<String, Object> done(long decision, Map<String, Object> facts) {
    return obj("decision", decision, "result", "done", "facts", facts);
  }

  static Map<String, Object> state(String from, String to) {
    return obj("from", from, "to", to, "detail", obj());
  }

  /** A job that succeeded. */
  static Forge good(Signer signer) {
    Forge f = new Forge(signer);
    f.add("decision", submit(f));
    f.add("outcome", done(0, obj("plan", f.plan, "spec", obj("name", "digits"))));
    f.add("state", state("", "queued"));
    f.add("state", state("queued", "starting"));
    f.add("decision", start(f));
    f.add("readback", obj("decision", 4, "observed", observed(), "mismatches", arr()));
    f.add("outcome", done(4, obj()));
    f.add("state", state("starting", "running"));
    f.add("state", state("running", "finalizing"));
    f.body(8).put("detail", obj("exit_code", 0));
    f.add("decision", store(f));
    f.add("outcome", done(9, obj("outputs", outputs())));
    f.add(
        "decision", decision(f.policy, obj("type", "remove_container", "placement", placement())));
    f.add("outcome", done(11, obj()));
    f.add("state", state("finalizing", "succeeded"));
    f.add("attested", obj());
    f.add("attempt_closed", obj());
    return f;
  }

  /** A job whose start the policy refused: a small file. */
  static Forge denied(Signer signer) {
    Forge f = new Forge(signer);
    f.add("decision", submit(f));
    f.add("state", state("", "starting"));
    f.add("decision", start(f));
    f.body(2).put("questions", arr());
    f.body(2).put("allowed", false);
    f.body(2).remove("state_sha256");
    f.body(2).put("denial", denial());
    f.add("state", state("starting", "denied"));
    f.add("attested", obj());
    f.add("attempt_closed", obj("state", "denied"));
    f.statement =
        s -> {
          s.put("subject", arr(Js.list(s, "subject").getLast()));
          Js.at(s, "predicate", "bailey").put("state", "denied");
          Js.at(s, "predicate", "bailey").remove("exit_code");
        };
    return f;
  }

  static Map<String, Object> statement(Forge f, long count, String head) {
    List<Object> subject = new ArrayList<>();
    for (Object o : outputs()) {
      Map<?, ?> output = (Map<?, ?>) o;
      subject.add(named(Js.str(output, "name"), Js.str(output, "sha256")));
    }
    String log = Js.sha(Js.utf8("log"));
    subject.add(named("job.log", log));
    List<Object> dependencies =
        arr(
            named("image", "1".repeat(64)),
            named("image/layer/0", "2".repeat(64)),
            named("image/layer/1", "3".repeat(64)),
            named("image/layer/2", "4".repeat(64)),
            named("code", "5".repeat(64)),
            named("input/data", "6".repeat(64)),
            named("seccomp/bailey-default", Js.str(f.plan, "seccomp_digest")),
            named("starter", "7".repeat(64)));
    Map<String, Object> byproduct = named("job.log", log);
    byproduct.put("annotations", obj("lines", 12, "complete", true));
    return obj(
        "_type",
        "https://in-toto.io/Statement/v1",
        "subject",
        subject,
        "predicateType",
        "https://slsa.dev/provenance/v1",
        "predicate",
        obj(
            "buildDefinition",
                obj(
                    "buildType",
                    "https://bailey.dev/job/v1",
                    "externalParameters",
                    obj("job", f.job, "attempt", f.attempt, "spec", obj("name", "digits")),
                    "internalParameters",
                    obj(
                        "plan_sha256", Js.sha(f.plan),
                        "policy",
                            obj("name", "house", "sha256", f.policy.get("sha256"), "epoch", 1)),
                    "resolvedDependencies",
                    dependencies),
            "runDetails",
                obj(
                    "builder",
                        obj(
                            "id",
                            "https://bailey.dev/node/" + f.signer.id(),
                            "version",
                            obj("bailey", "0.1.0")),
                    "metadata",
                        obj(
                            "invocationId", f.job + "/" + f.attempt,
                            "startedOn", "2026-11-23T14:01:00Z",
                            "finishedOn", "2026-11-23T14:02:11.120Z"),
                    "byproducts", arr(byproduct)),
            "bailey",
                obj(
                    "state",
                    "succeeded",
                    "exit_code",
                    0,
                    "history",
                    obj("count", count, "head", head))));
  }

  static Map<String, Object> named(String name, String sha256) {
    return obj("name", name, "digest", obj("sha256", sha256));
  }
}
