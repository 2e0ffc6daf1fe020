package dev.bailey.job.spec;

import java.util.List;
import java.util.Map;

/**
 * The field names of one mapping.
 *
 * @param known fields of version 1
 * @param later fields of later versions, with what to write today (may be empty); they are refused
 *     by name and never ignored
 */
record Words(List<String> known, Map<String, String> later) {
  static final Words JOB =
      new Words(
          List.of(
              "type",
              "name",
              "image",
              "command",
              "script",
              "args",
              "workspace",
              "deps",
              "workdir",
              "env",
              "inputs",
              "outputs",
              "resources",
              "max_duration",
              "network",
              "sandbox",
              "fragments",
              "trust_lists",
              "secrets",
              "not_secrets",
              "service"),
          Map.ofEntries(
              Map.entry("array", ""),
              Map.entry("checkpoint", ""),
              Map.entry("commands", "write command or script"),
              Map.entry("depends_on", ""),
              Map.entry("gpu", "write devices: [vendor.com/class=name] under resources"),
              Map.entry("nodes", ""),
              Map.entry("policy", ""),
              Map.entry("ports", "write network.inbound"),
              Map.entry("priority", ""),
              Map.entry("python", "choose an image that has it"),
              Map.entry("queue", ""),
              Map.entry("requirements", "choose an image that has them"),
              Map.entry("retry", ""),
              Map.entry("run", "write command or script"),
              Map.entry("schedule", ""),
              Map.entry("setup", "build it into the image"),
              Map.entry("stop_grace", "")));

  static final Words RESOURCES =
      new Words(
          List.of(
              "cpu", "memory", "pids", "shm", "tmp", "disk", "open_files", "log_rate", "devices"),
          Map.of(
              "gpu",
              "write devices: [vendor.com/class=name]",
              "gpus",
              "write devices: [vendor.com/class=name]",
              "shm_size",
              "write shm"));

  static final Words NETWORK =
      new Words(
          List.of(
              "mode",
              "allowed_endpoints",
              "blocked_subnets",
              "dns",
              "outbound",
              "inbound",
              "proxy_variables"),
          Map.of());

  static final Words SANDBOX =
      new Words(
          List.of(
              "seccomp_profile",
              "network_mode",
              "read_only_root",
              "no_new_privileges",
              "drop_all_caps",
              "allowed_caps",
              "user_ns",
              "run_as_uid",
              "run_as_gid",
              "max_runtime_hours",
              "encrypted_scratch"),
          Map.of());

  static final Words ENDPOINT = new Words(List.of("endpoint", "budget", "via"), Map.of());

  static final Words INBOUND = new Words(List.of("port", "protocol", "from"), Map.of());

  static final Words SERVICE = new Words(List.of("health", "idle_stop"), Map.of());

  static final Words HEALTH =
      new Words(
          List.of("command", "port", "interval", "timeout", "retries", "start_period"), Map.of());

  static final Words SECRET = new Words(List.of("name", "path", "mode", "env"), Map.of());

  static final Words NOT_SECRET = new Words(List.of("file", "reason"), Map.of());

  static final Words NODE =
      new Words(
          List.of(
              "defaults",
              "limits",
              "seccomp_profile",
              "seccomp_profiles",
              "allowed_caps",
              "uploads",
              "job_addresses"),
          Map.of());

  static final Words POOLS = new Words(List.of("ipv4", "ipv6"), Map.of());

  static final Words NODE_AMOUNTS =
      new Words(
          List.of(
              "cpu",
              "memory",
              "pids",
              "shm",
              "tmp",
              "disk",
              "open_files",
              "log_rate",
              "max_runtime_hours"),
          Map.of());

  static final Words UPLOADS = new Words(List.of("code", "inputs"), Map.of());

  static final Words DEVICE_SPEC =
      new Words(
          List.of("cdiVersion", "kind", "annotations", "devices", "containerEdits"), Map.of());

  static final Words DEVICE = new Words(List.of("name", "annotations", "containerEdits"), Map.of());

  static final Words DEVICE_EDITS =
      new Words(
          List.of(
              "env", "deviceNodes", "mounts", "hooks", "additionalGids", "intelRdt", "netDevices"),
          Map.of());

  static final Words DEVICE_NODE =
      new Words(
          List.of(
              "path",
              "hostPath",
              "type",
              "major",
              "minor",
              "fileMode",
              "permissions",
              "uid",
              "gid"),
          Map.of());

  static final Words DEVICE_MOUNT =
      new Words(List.of("hostPath", "containerPath", "options", "type"), Map.of());

  static final Words DEVICE_HOOK =
      new Words(List.of("hookName", "path", "args", "env", "timeout"), Map.of());

  static final Words INPUT = new Words(List.of("name", "path"), Map.of());
}
