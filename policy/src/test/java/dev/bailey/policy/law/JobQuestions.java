package dev.bailey.policy.law;

import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a job asks for on its way, and a policy that was made for it. */
final class JobQuestions {
  static final String LAYER = "ab".repeat(32);
  static final String SECCOMP = "5e".repeat(32);
  static final String ID = "c0".repeat(32);
  private static final String HOME = "/run/gcs/c/" + ID;

  static final String POLICY =
      """
      package policy

      api_version := "0.12.0"
      framework_version := "0.5.0"

      containers := [{
        "command": ["python", "train.py"],
        "env_rules": [
          {"pattern": "SEED=[0-9]+", "strategy": "re2", "required": false},
          {"pattern": "HOME=/work", "strategy": "string", "required": true},
        ],
        "layers": ["%s"],
        "mounts": [{"destination": "/in", "options": ["rbind", "rprivate", "ro"],
                    "source": "plan9://", "type": "bind"}],
        "exec_processes": [{"command": ["nvidia-smi"], "signals": [15]}],
        "signals": [9, 15],
        "user": {"user_idname": {"pattern": "1000", "strategy": "id"},
                 "group_idnames": [{"pattern": "", "strategy": "any"}], "umask": "0022"},
        "capabilities": {"bounding": [], "effective": [], "inheritable": [], "permitted": [],
                         "ambient": []},
        "seccomp_profile_sha256": "%s",
        "allow_elevated": false,
        "working_dir": "/work",
        "allow_stdio_access": true,
        "no_new_privileges": true,
      }]

      allow_environment_variable_dropping := false
      allow_unencrypted_scratch := true
      images := ["im"]
      networks := ["none"]
      datasets := ["d1"]
      outputs := [{"name": "model.*", "max_bytes": 100}]
      allow_read_log := true

      mount_device := data.framework.mount_device
      mount_overlay := data.framework.mount_overlay
      scratch_mount := data.framework.scratch_mount
      plan9_mount := data.framework.plan9_mount
      create_container := data.framework.create_container
      exec_in_container := data.framework.exec_in_container
      signal_container_process := data.framework.signal_container_process
      shutdown_container := data.framework.shutdown_container
      submit_job := data.bailey.submit_job
      store_output := data.bailey.store_output
      read_log := data.bailey.read_log
      delete_job := data.bailey.delete_job
      reason := data.framework.reason
      """
          .formatted(LAYER, SECCOMP);

  private JobQuestions() {}

  /** What stands before the container itself. */
  static List<Question> before() {
    return List.of(
        new Question(
            Point.MOUNT_DEVICE,
            Map.of(
                "target", "/run/mounts/scsi/m0",
                "deviceHash", LAYER,
                "mountPathRegex", "/run/mounts/scsi/m[0-9]+")),
        new Question(
            Point.MOUNT_OVERLAY,
            Map.of(
                "containerID",
                ID,
                "layerPaths",
                List.of("/run/mounts/scsi/m0"),
                "target",
                HOME + "/rootfs")),
        new Question(Point.SCRATCH_MOUNT, Map.of("target", HOME + "/scratch", "encrypted", false)),
        new Question(
            Point.PLAN9_MOUNT,
            Map.of(
                "rootPrefix", "/run/gcs/c",
                "mountPathPrefix", "/mounts/m[0-9]+",
                "target", HOME + "/mounts/m0")));
  }

  /** All of it, with the container as it is to be. */
  static List<Question> start(Map<String, Object> container) {
    List<Question> all = new ArrayList<>(before());
    all.add(new Question(Point.CREATE_CONTAINER, container));
    return all;
  }

  static Map<String, Object> container() {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("containerID", ID);
    input.put("argList", List.of("python", "train.py"));
    input.put("envList", List.of("HOME=/work", "SEED=7"));
    input.put("workingDir", "/work");
    input.put("noNewPrivileges", true);
    input.put("user", Map.of("id", "1000", "name", ""));
    input.put("groups", List.of(Map.of("id", "1000", "name", "")));
    input.put("umask", "0022");
    input.put("capabilities", capabilities(List.of()));
    input.put("sandboxDir", HOME + "/sandboxMounts");
    input.put("hugePagesDir", HOME + "/hugepages");
    input.put("mounts", List.of(mount("/in", "ro")));
    input.put("devices", List.of());
    input.put("privileged", false);
    input.put("seccompProfileSHA256", SECCOMP);
    input.put("isSandboxContainer", false);
    return input;
  }

  static Map<String, Object> capabilities(List<String> all) {
    return Map.of(
        "bounding", all,
        "effective", all,
        "inheritable", List.of(),
        "permitted", all,
        "ambient", List.of());
  }

  static Map<String, Object> mount(String destination, String access) {
    return Map.of(
        "destination",
        destination,
        "source",
        HOME + "/mounts/m0",
        "type",
        "bind",
        "options",
        List.of("rbind", "rprivate", access));
  }
}
