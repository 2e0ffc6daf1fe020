package dev.bailey.verify;

import static dev.bailey.verify.Js.arr;
import static dev.bailey.verify.Js.at;
import static dev.bailey.verify.Js.list;
import static dev.bailey.verify.Js.obj;
import static dev.bailey.verify.Lie.lie;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lies, or admissions, about the walls that were read back. */
class WallForgeryTest {
  @ParameterizedTest
  @MethodSource({"walls"})
  void isFound(Lie lie) {
    lie.mustBeFound();
  }

  private static List<Object> more(String rule) {
    List<Object> all = Samples.deviceRules();
    all.add(rule);
    return all;
  }

  private static Map<String, Object> seen(Forge f) {
    return at(f.body(5), "observed");
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
            wall("working_directory", "/sys/fs/cgroup", "working directory"),
            wall("descriptors", arr("/dev/null", "pipe", "pipe", "/sys/fs/cgroup"), "open"),
            wall("device_rules", arr("a *:* rwm"), "devices could be opened by the rule a *:* rwm"),
            wall("device_rules", more("b 8:0 r"), "devices could be opened by the rule b 8:0 r"),
            wall("device_rules", more("c 136:* rwmx"), "opened by the rule c 136:* rwmx"),
            wall("device_rules", more("c *:* rm"), "opened by the rule c *:* rm"),
            wall("device_rules", arr("c *:* m"), "device c 1:3 could not be opened"),
            wall("root_read_only", false, "root is read-only"),
            wall("command", arr("/.start/s", "/.start/go", "sh"), "command"),
            wall("command", arr("/.start/s", "python3", "train.py"), "command"),
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
            context(
                "another policy shown",
                "digest of the policy shown",
                c -> at(c, "files").put("security-policy-base64", "0".repeat(64))),
            context(
                "no policy shown",
                "digest of the policy shown",
                c -> at(c, "files").remove("security-policy-base64")),
            context(
                "writable context",
                "the security context at",
                c -> at(c, "mount").put("writable", true)),
            context(
                "context elsewhere",
                "the security context at",
                c -> at(c, "mount").put("destination", "/etc")),
            context(
                "context of an unknown form",
                "security_context.more is unknown",
                c -> c.put("more", 1)),
            lie(
                "scratch that was to be encrypted",
                "walls",
                "/out was to be encrypted, and was not",
                f -> {
                  for (int event : new int[] {4, 11}) {
                    at(f.body(event), "action", "placement").put("encrypted_scratch", true);
                  }
                }),
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
                f -> list(seen(f), "mounts").remove(14)),
            lie(
                "nothing over the memory of the kernel",
                "walls",
                "/proc/kcore was not kept",
                f -> list(seen(f), "mounts").remove(13)),
            lie(
                "the memory of the kernel read-only",
                "walls",
                "/proc/kcore was not kept",
                f -> list(seen(f), "mounts").set(13, Samples.mount("/proc/kcore", "proc", "ro"))),
            lie(
                "no paths said, and nothing over them",
                "walls",
                "/proc/bus was not kept",
                f -> {
                  seen(f).put("kernel_paths", arr());
                  list(seen(f), "mounts").remove(11);
                }),
            mount("/proc", "proc", "ro")));
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

  private static Lie context(String name, String says, Consumer<Map<String, Object>> bend) {
    return lie(
        name,
        says.endsWith("unknown") ? "decisions" : "walls",
        says,
        f -> {
          for (int event : new int[] {4, 11}) {
            bend.accept(at(f.body(event), "action", "placement", "security_context"));
          }
        });
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
}
