package dev.bailey.policy.marshal;

import java.util.List;
import java.util.function.Function;

/** Whole policies and fragments as text. */
final class PolicyText {
  private static final String API_VERSION = "0.12.0";
  private static final String FRAMEWORK_VERSION = "0.5.0";

  /** Enforcement points in the order in which policies hand them to the framework. */
  private static final List<String> POINTS =
      List.of(
          "mount_device",
          "rw_mount_device",
          "mount_blockdev",
          "unmount_device",
          "rw_unmount_device",
          "unmount_blockdev",
          "mount_overlay",
          "unmount_overlay",
          "mount_cims",
          "registry_changes",
          "create_container",
          "exec_in_container",
          "exec_external",
          "shutdown_container",
          "signal_container_process",
          "plan9_mount",
          "plan9_unmount",
          "get_properties",
          "dump_stacks",
          "runtime_logging",
          "load_fragment",
          "scratch_mount",
          "scratch_unmount",
          "log_provider",
          "load_transparency_trust_list",
          "host_network",
          "reason");

  /** The same in the order of a policy that allows everything. */
  private static final List<String> OPEN_POINTS =
      List.of(
          "mount_device",
          "rw_mount_device",
          "mount_blockdev",
          "mount_overlay",
          "create_container",
          "mount_cims",
          "registry_changes",
          "unmount_device",
          "rw_unmount_device",
          "unmount_blockdev",
          "unmount_overlay",
          "exec_in_container",
          "exec_external",
          "shutdown_container",
          "signal_container_process",
          "plan9_mount",
          "plan9_unmount",
          "get_properties",
          "dump_stacks",
          "runtime_logging",
          "load_fragment",
          "scratch_mount",
          "scratch_unmount",
          "log_provider",
          "load_transparency_trust_list",
          "host_network");

  private final StringBuilder out = new StringBuilder();

  private final boolean itemALine;

  private PolicyText(boolean itemALine) {
    this.itemALine = itemALine;
  }

  /** A policy that leaves every decision to the framework. */
  static String policy(PolicyModel model) {
    PolicyText text = new PolicyText(false);
    text.line("package policy\n");
    text.assign("api_version", Compact.text(API_VERSION));
    text.assign("framework_version", Compact.text(FRAMEWORK_VERSION));
    text.line("");
    text.objects(model);
    for (Flag flag : Flag.values()) {
      text.assign(flag.text(), Boolean.toString(model.flags().contains(flag)));
    }
    text.line("\n");
    for (String point : POINTS) {
      // The reference leaves a blank out here, and policies are compared by their bytes.
      String name = point.equals("mount_cims") ? point : point + " ";
      text.line(name + ":= data.framework." + point);
    }
    if (!model.own().isEmpty()) {
      text.line("");
      OwnText own = new OwnText(text.out);
      own.declarations(model.own());
      text.line("");
      own.points(model.own());
    }
    return text.out.toString();
  }

  /**
   * The same for people: with remarks, one item a line, and without what it does not allow. Only
   * where an undefined point is denied does it mean the same.
   *
   * @param heading lines of the remark at the top
   */
  static String remarked(List<String> heading, PolicyModel model) {
    PolicyText text = new PolicyText(true);
    heading.forEach(line -> text.line(("# " + line).stripTrailing()));
    text.line("package policy\n");
    text.assign("api_version", Compact.text(API_VERSION));
    text.assign("framework_version", Compact.text(FRAMEWORK_VERSION));
    text.line("");
    text.line("# What may run: each question about a container is compared with these.");
    text.objects(model);
    for (Flag flag : Flag.values()) {
      if (model.flags().contains(flag)) {
        text.assign(flag.text(), "true");
      }
    }
    text.line("\n# What may be used, read and stored beside it.");
    OwnText own = new OwnText(text.out);
    own.declarations(model.own());
    text.line("\n# Who decides at each point. What is not here is denied.");
    POINTS.stream()
        .filter(point -> RemarkedPoints.has(model, point))
        .forEach(point -> text.assign(point, "data.framework." + point));
    text.line("");
    own.points(model.own());
    return text.out.toString();
  }

  /** A fragment in a namespace. */
  static String fragment(String namespace, String svn, PolicyModel model) {
    PolicyText text = new PolicyText(false);
    text.line("package " + namespace + "\n");
    text.assign("svn", Compact.text(svn));
    text.assign("framework_version", Compact.text(FRAMEWORK_VERSION));
    text.line("");
    text.objects(model);
    return text.out.toString();
  }

  /** A policy that allows everything. */
  static String openDoor() {
    PolicyText text = new PolicyText(false);
    text.line("package policy\n");
    text.assign("api_version", Compact.text(API_VERSION));
    text.line("");
    for (String point : OPEN_POINTS) {
      switch (point) {
        case "create_container", "exec_external" ->
            text.assign(
                point, "{\"allowed\": true, \"env_list\": null, \"allow_stdio_access\": true}");
        case "exec_in_container" -> text.assign(point, "{\"allowed\": true, \"env_list\": null}");
        default -> text.assign(point, "{\"allowed\": true}");
      }
    }
    return text.out.toString();
  }

  private void objects(PolicyModel model) {
    list("transparency_trust_lists", model.trustLists(), RuleText::trustList);
    list("fragments", model.fragments(), RuleText::fragment);
    if (!model.containers().isEmpty()) {
      line("containers := [");
      ContainerText containers = new ContainerText(out, itemALine);
      model.containers().forEach(containers::write);
      line("]");
    }
    list("external_processes", model.externalProcesses(), RuleText::external);
  }

  private <T> void list(String name, List<T> items, Function<T, String> json) {
    if (!items.isEmpty()) {
      line(name + " := [");
      items.forEach(item -> line("    " + json.apply(item) + ","));
      line("]");
    }
  }

  private void assign(String name, String json) {
    line(name + " := " + json);
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
