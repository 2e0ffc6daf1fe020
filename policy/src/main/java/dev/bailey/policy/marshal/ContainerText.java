package dev.bailey.policy.marshal;

import dev.bailey.policy.enforce.Capabilities;
import java.util.List;

/** Containers of policies as text, one field a line. */
final class ContainerText {
  private static final String INDENT = "    ";

  private final StringBuilder out;

  ContainerText(StringBuilder out) {
    this.out = out;
  }

  void write(ContainerRule container) {
    line(1, "{");
    switch (container) {
      case LinuxContainerRule linux -> linux(linux);
      case WindowsContainerRule windows -> windows(windows);
    }
    line(1, "},");
  }

  private void linux(LinuxContainerRule container) {
    field(2, "command", Compact.texts(container.command()));
    field(2, "env_rules", Compact.list(container.environment(), RuleText::environment));
    field(2, "layers", Compact.texts(container.layers()));
    field(2, "mounts", Compact.list(container.mounts(), RuleText::mount));
    field(2, "exec_processes", Compact.list(container.processes(), RuleText::process));
    field(2, "signals", Compact.list(container.signals(), Compact::signal));
    line(2, "\"user\": {");
    field(3, "user_idname", RuleText.idName(container.user().user()));
    field(3, "group_idnames", Compact.list(container.user().groups(), RuleText::idName));
    line(3, "\"umask\": " + Compact.text(container.user().umask()));
    line(2, "},");
    if (container.capabilities().isEmpty()) {
      field(2, "capabilities", "null");
    } else {
      capabilities(container.capabilities().get());
    }
    field(2, "seccomp_profile_sha256", Compact.text(container.seccomp()));
    field(2, "allow_elevated", Boolean.toString(container.allowElevated()));
    field(2, "working_dir", Compact.text(container.workingDirectory()));
    field(2, "allow_stdio_access", Boolean.toString(container.allowStdio()));
    field(2, "no_new_privileges", Boolean.toString(container.noNewPrivileges()));
  }

  private void capabilities(Capabilities sets) {
    line(2, "\"capabilities\": {");
    capabilities("bounding", sets.bounding());
    capabilities("effective", sets.effective());
    capabilities("inheritable", sets.inheritable());
    capabilities("permitted", sets.permitted());
    capabilities("ambient", sets.ambient());
    line(2, "},");
  }

  private void capabilities(String name, List<String> set) {
    field(3, name, Compact.texts(set));
  }

  private void windows(WindowsContainerRule container) {
    field(2, "command", Compact.texts(container.command()));
    field(2, "env_rules", Compact.list(container.environment(), RuleText::environment));
    field(2, "layers", Compact.texts(container.layers()));
    field(2, "mounted_cim", Compact.texts(container.mountedCim()));
    field(2, "exec_processes", Compact.list(container.processes(), RuleText::process));
    field(2, "signals", Compact.list(container.signals(), Compact::signal));
    field(2, "user", Compact.text(container.user()));
    field(2, "working_dir", Compact.text(container.workingDirectory()));
    field(2, "allow_stdio_access", Boolean.toString(container.allowStdio()));
  }

  private void field(int depth, String name, String json) {
    line(depth, "\"" + name + "\": " + json + ",");
  }

  private void line(int depth, String text) {
    out.append(INDENT.repeat(depth)).append(text).append('\n');
  }
}
