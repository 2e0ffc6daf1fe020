package dev.bailey.policy.bench;

import dev.bailey.policy.enforce.EnforcementPoint;
import java.util.Locale;

/** A policy of many containers, each with a command of its own. */
final class PolicyText {
  private PolicyText() {}

  /**
   * The text.
   *
   * @param shared whether all containers have the same layers
   */
  static String of(int containers, boolean shared) {
    StringBuilder text = new StringBuilder("package policy\n\n");
    text.append("api_version := \"0.12.0\"\nframework_version := \"0.5.0\"\n\ncontainers := [\n");
    for (int i = 0; i < containers; i++) {
      text.append(container(i, shared ? 0 : i)).append(",\n");
    }
    text.append("]\n\n");
    text.append("allow_properties_access := true\nallow_unencrypted_scratch := false\n\n");
    for (EnforcementPoint point : EnforcementPoint.values()) {
      text.append(point.text()).append(" := data.framework.").append(point.text()).append('\n');
    }
    return text.append("reason := data.framework.reason\n").toString();
  }

  private static String container(int number, int image) {
    return """
    {
      "command": ["/bin/app", "--serve", "--number", "%d"],
      "env_rules": [
        {"pattern": "PATH=/usr/local/bin:/usr/bin:/bin", "strategy": "string", "required": true},
        {"pattern": "HOME=/home/app", "strategy": "string", "required": false},
        {"pattern": "TERM=xterm", "strategy": "string", "required": false},
        {"pattern": "APP_[A-Z]+=.+", "strategy": "re2", "required": false},
        {"pattern": "NUMBER=%d", "strategy": "string", "required": false}
      ],
      "layers": ["%s", "%s", "%s"],
      "mounts": [
        {"destination": "/data", "options": ["rbind", "rshared", "rw"],
         "source": "sandbox:///tmp/data/.+", "type": "bind"},
        {"destination": "/etc/resolv.conf", "options": ["rbind", "rshared", "rw"],
         "source": "sandbox:///tmp/resolv", "type": "bind"}
      ],
      "exec_processes": [{"command": ["/bin/probe"], "signals": [10]}],
      "signals": [9, 15],
      "user": {
        "user_idname": {"pattern": "1000", "strategy": "id"},
        "group_idnames": [{"pattern": "1000", "strategy": "id"}],
        "umask": "0022"
      },
      "capabilities": {
        "bounding": ["CAP_CHOWN", "CAP_KILL"],
        "effective": ["CAP_CHOWN"],
        "inheritable": [],
        "permitted": ["CAP_CHOWN", "CAP_KILL"],
        "ambient": []
      },
      "seccomp_profile_sha256": "",
      "allow_elevated": false,
      "working_dir": "/srv",
      "allow_stdio_access": true,
      "no_new_privileges": true
    }\
    """
        .formatted(number, number, layer(image, 0), layer(image, 1), layer(image, 2));
  }

  /** The hash of a layer. */
  static String layer(int image, int place) {
    return String.format(Locale.ROOT, "%060x%04x", image + 1, place);
  }
}
