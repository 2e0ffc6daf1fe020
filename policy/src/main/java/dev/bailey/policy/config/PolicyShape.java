package dev.bailey.policy.config;

import dev.bailey.policy.config.Shape.Field;
import dev.bailey.policy.config.Shape.Items;
import dev.bailey.policy.config.Shape.Simple;
import dev.bailey.policy.config.Shape.Table;

/** What a policy's configuration is made of. */
final class PolicyShape {
  private static final Shape TEXT = Simple.TEXT;
  private static final Shape FLAG = Simple.FLAG;
  private static final Shape TEXTS = new Items(TEXT);
  private static final Shape NUMBERS = new Items(Simple.NUMBER);

  private static final Field AUTH =
      Field.of("auth", new Table(false, Field.of("username", TEXT), Field.of("password", TEXT)));
  private static final Field ENVIRONMENT =
      new Field(
          "env_rule",
          "env_rules",
          new Items(
              new Table(
                  false,
                  Field.of("strategy", TEXT),
                  Field.of("rule", TEXT),
                  Field.of("required", FLAG))));
  private static final Table ID_NAME =
      new Table(false, Field.of("strategy", TEXT), Field.of("rule", TEXT));
  private static final Table USER =
      new Table(
          true,
          Field.of("user_idname", ID_NAME),
          new Field("group_idname", "group_idnames", new Items(ID_NAME)),
          Field.of("umask", TEXT));
  private static final Table CAPABILITIES =
      new Table(
          true,
          Field.of("bounding", TEXTS),
          Field.of("effective", TEXTS),
          Field.of("inheritable", TEXTS),
          Field.of("permitted", TEXTS),
          Field.of("ambient", TEXTS));
  private static final Table MOUNT =
      new Table(
          false,
          Field.of("host_path", TEXT),
          Field.of("container_path", TEXT),
          Field.of("readonly", FLAG));

  /** A container on Linux. */
  static final Table CONTAINER =
      new Table(
          false,
          Field.of("image_name", TEXT),
          Field.of("command", TEXTS),
          AUTH,
          ENVIRONMENT,
          Field.of("working_dir", TEXT),
          new Field("mount", "mounts", new Items(MOUNT)),
          Field.of("allow_elevated", FLAG),
          process(TEXTS, NUMBERS),
          Field.of("signals", NUMBERS),
          Field.of("allow_stdio_access", FLAG),
          Field.of("allow_privilege_escalation", FLAG),
          Field.of("user", USER),
          Field.of("capabilities", CAPABILITIES),
          Field.of("seccomp_profile_path", TEXT));

  private static final Table WINDOWS_CONTAINER =
      new Table(
          false,
          Field.of("image_name", TEXT),
          AUTH,
          Field.of("command", TEXTS),
          ENVIRONMENT,
          Field.of("working_dir", TEXT),
          process(TEXT, TEXTS),
          Field.of("signals", TEXTS),
          Field.of("allow_stdio_access", FLAG),
          Field.of("user", TEXT));
  private static final Table EXTERNAL_PROCESS =
      new Table(
          false,
          Field.of("command", TEXTS),
          Field.of("working_dir", TEXT),
          Field.of("allow_stdio_access", FLAG));
  private static final Table FRAGMENT =
      new Table(
          false,
          Field.of("issuer", TEXT),
          Field.of("feed", TEXT),
          Field.of("minimum_svn", TEXT),
          new Field("include", "includes", TEXTS));

  /** The whole configuration. */
  static final Table POLICY =
      new Table(
          false,
          Field.of("allow_all", FLAG),
          new Field("container", "containers", new Items(CONTAINER)),
          new Field("windows_container", "windows_containers", new Items(WINDOWS_CONTAINER)),
          new Field("external_process", "external_processes", new Items(EXTERNAL_PROCESS)),
          new Field("fragment", "fragments", new Items(FRAGMENT)),
          Field.of("allow_properties_access", FLAG),
          Field.of("allow_dump_stacks", FLAG),
          Field.of("allow_runtime_logging", FLAG),
          Field.of("allow_hostnetwork", FLAG),
          Field.of("allow_environment_variable_dropping", FLAG),
          Field.of("allow_unencrypted_scratch", FLAG),
          Field.of("allow_capability_dropping", FLAG),
          Field.of("allow_log_provider_dropping", FLAG));

  private PolicyShape() {}

  private static Field process(Shape command, Shape signals) {
    Table process = new Table(false, Field.of("command", command), Field.of("signals", signals));
    return new Field("exec_process", "exec_processes", new Items(process));
  }
}
