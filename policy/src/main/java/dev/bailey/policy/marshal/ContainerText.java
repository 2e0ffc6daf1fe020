package dev.bailey.policy.marshal;

import dev.bailey.policy.enforce.Capabilities;
import java.util.List;
import java.util.function.Function;

/** Containers of policies as text, one field a line. */
final class ContainerText {
  private static final String INDENT = "    ";

  private final StringBuilder out;
  private final boolean itemALine;

  /**
   * @param itemALine whether lists of more than one object have a line for each
   */
  ContainerText(StringBuilder out, boolean itemALine) {
    this.out = out;
    this.itemALine = itemALine;
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
    list("env_rules", container.environment(), RuleText::environment);
    list("layers", container.layers(), Compact::text);
    list("mounts", container.mounts(), RuleText::mount);
    list("exec_processes", container.processes(), RuleText::process);
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
    list("env_rules", container.environment(), RuleText::environment);
    list("layers", container.layers(), Compact::text);
    field(2, "mounted_cim", Compact.texts(container.mountedCim()));
    list("exec_processes", container.processes(), RuleText::process);
    field(2, "signals", Compact.list(container.signals(), Compact::signal));
    field(2, "user", Compact.text(container.user()));
    field(2, "working_dir", Compact.text(container.workingDirectory()));
    field(2, "allow_stdio_access", Boolean.toString(container.allowStdio()));
  }

  private <T> void list(String name, List<T> items, Function<? super T, String> json) {
    if (!itemALine || items.size() < 2) {
      field(2, name, Compact.list(items, json));
      return;
    }
    line(2, "\"" + name + "\": [");
    items.forEach(item -> line(3, json.apply(item) + ","));
    line(2, "],");
  }

  private void field(int depth, String name, String json) {
    line(depth, "\"" + name + "\": " + json + ",");
  }

  private void line(int depth, String text) {
    out.append(INDENT.repeat(depth)).append(text).append('\n');
  }
}
