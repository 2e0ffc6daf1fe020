package dev.bailey.job.spec;

import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.LoaderVariables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads what a specification of devices says; every field is known, or it is refused. */
final class DeviceSpecForm {
  private static final Pattern VERSION = Pattern.compile("0\\.([3-8])\\.0");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern PERMISSIONS = Pattern.compile("r?w?m?");
  private static final Pattern HOOK = Pattern.compile("[A-Za-z]{1,40}");

  /** Options of mounts that ask for no more than is given. */
  private static final Set<String> OPTIONS =
      Set.of("ro", "bind", "rbind", "private", "rprivate", "nosuid", "nodev", "noexec");

  /** What a specification may say and no job is given, with the reason. */
  private static final Map<String, String> NEVER =
      Map.of(
          "additionalGids", "a job has its own group and no other",
          "intelRdt", "caches of the processor are not divided",
          "netDevices", "network interfaces are not given to jobs",
          "uid", "a device node keeps its owner",
          "gid", "a device node keeps its group",
          "fileMode", "a device node keeps its mode");

  private final Problems problems;
  private final Values values;
  private int version = 8;

  DeviceSpecForm(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  DeviceSpec read(Node root) {
    Map<String, Node> fields = values.fields(root, "specification", Words.DEVICE_SPEC);
    Optional<Node> said = Optional.ofNullable(fields.get("cdiVersion"));
    if (said.isEmpty()) {
      problems.add(root, "cdiVersion: missing");
    }
    said.flatMap(node -> values.text(node, "cdiVersion")).ifPresent(this::version);
    since(fields, "annotations", 6);
    String kind =
        required(
            root,
            fields,
            "kind",
            "specification",
            text ->
                Device.isName(text + "=x") ? Optional.empty() : Optional.of("is not vendor/class"));
    Map<String, DeviceSpec.Edits> devices = new LinkedHashMap<>();
    List<Node> items =
        Optional.ofNullable(fields.get("devices"))
            .map(node -> values.items(node, "devices"))
            .orElse(List.of());
    if (items.isEmpty()) {
      problems.add(root, "devices: there are none");
    }
    for (Node item : few(items, root, "devices")) {
      device(item, kind, devices);
    }
    return new DeviceSpec(kind, devices, edits(fields));
  }

  private void version(Node.Scalar at) {
    var matcher = VERSION.matcher(at.text());
    if (matcher.matches()) {
      version = Integer.parseInt(matcher.group(1));
    } else {
      problems.add(
          at,
          "cdiVersion: "
              + Shown.quoted(at.text())
              + " is not known here; known are 0.3.0 to 0.8.0");
    }
  }

  /** Fields that an older version did not have would mean nothing to its readers. */
  private void since(Map<String, Node> fields, String name, int first) {
    Optional.ofNullable(fields.get(name))
        .filter(node -> version < first)
        .ifPresent(
            node -> problems.add(node, name + ": is there since version 0." + first + ".0 only"));
  }

  private void device(Node item, String kind, Map<String, DeviceSpec.Edits> devices) {
    Map<String, Node> fields = values.fields(item, "devices", Words.DEVICE);
    since(fields, "annotations", 6);
    String name =
        required(
            item,
            fields,
            "name",
            "device",
            text ->
                Device.isName(kind + "=" + text)
                    ? Optional.empty()
                    : Optional.of("is not a device's name"));
    if (!fields.containsKey("containerEdits")) {
      problems.add(item, "containerEdits: missing");
    }
    if (devices.put(name, edits(fields)) != null) {
      problems.add(item, "name: " + Shown.quoted(name) + " is there twice");
    }
  }

  private DeviceSpec.Edits edits(Map<String, Node> parent) {
    Node node = parent.get("containerEdits");
    if (node == null) {
      return DeviceSpec.NOTHING;
    }
    Map<String, Node> fields = values.fields(node, "containerEdits", Words.DEVICE_EDITS);
    never(fields);
    return new DeviceSpec.Edits(
        each(fields, "env", this::variable),
        each(fields, "deviceNodes", this::node),
        each(fields, "mounts", this::mount),
        each(fields, "hooks", this::hook));
  }

  private void never(Map<String, Node> fields) {
    fields.forEach((name, node) -> {
      if (NEVER.containsKey(name)) {
        problems.add(node, name + ": is not given: " + NEVER.get(name) + "; remove it");
      }
    });
  }

  private <T> List<T> each(
      Map<String, Node> fields, String name, Function<Node, Optional<T>> reader) {
    List<T> all = new ArrayList<>();
    Optional.ofNullable(fields.get(name))
        .ifPresent(node -> {
          for (Node item : few(values.items(node, name), node, name)) {
            reader.apply(item).ifPresent(all::add);
          }
        });
    return all;
  }

  private List<Node> few(List<Node> items, Node at, String what) {
    if (items.size() > SpecLimits.MAX_EDITS) {
      problems.add(at, what + ": " + items.size() + " given; at most " + SpecLimits.MAX_EDITS);
      return List.of();
    }
    return items;
  }

  private Optional<String> variable(Node item) {
    return values
        .text(item, "env")
        .map(at -> {
          int equals = at.text().indexOf('=');
          String name = at.text().substring(0, Math.max(0, equals));
          Optional<String> fault =
              equals < 1
                  ? Optional.of("is not NAME=value")
                  : LoaderVariables.is(name)
                      ? Optional.of(
                          "makes programs load other code; no device may set it, remove it")
                      : Variables.nameFault(name)
                          .or(() -> Variables.valueFault(at.text().substring(equals + 1)));
          fault.ifPresent(f -> problems.add(at, "env: " + Shown.quoted(at.text()) + " " + f));
          return at.text();
        });
  }

  private Optional<DeviceSpec.Node> node(Node item) {
    Map<String, Node> fields = values.fields(item, "deviceNodes", Words.DEVICE_NODE);
    never(fields);
    since(fields, "hostPath", 5);
    String path = required(item, fields, "path", "device node", DeviceSpecForm::pathFault);
    Optional<String> permissions =
        text(
            fields,
            "permissions",
            text ->
                PERMISSIONS.matcher(text).matches() && !text.isEmpty()
                    ? Optional.empty()
                    : Optional.of("are not some of r, w and m, in this order"));
    return Optional.of(
        new DeviceSpec.Node(
            path,
            text(fields, "hostPath", DeviceSpecForm::pathFault).orElse(path),
            text(
                fields,
                "type",
                text ->
                    Set.of("c", "b", "u").contains(text)
                        ? Optional.empty()
                        : Optional.of("is neither c nor b")),
            number(fields, "major"),
            number(fields, "minor"),
            permissions.orElse("rwm")));
  }

  private Optional<DeviceSpec.Mount> mount(Node item) {
    Map<String, Node> fields = values.fields(item, "mounts", Words.DEVICE_MOUNT);
    since(fields, "type", 4);
    text(
        fields,
        "type",
        text -> text.equals("bind") ? Optional.empty() : Optional.of("is not given; only bind is"));
    each(fields, "options", option -> values.text(option, "options"))
        .forEach(at -> {
          if (!OPTIONS.contains(at.text())) {
            problems.add(
                at,
                "options: "
                    + Shown.quoted(at.text())
                    + " is not given; mounts of devices are for reading only, nosuid and nodev");
          }
        });
    return Optional.of(
        new DeviceSpec.Mount(
            required(item, fields, "hostPath", "mount", DeviceSpecForm::pathFault),
            required(item, fields, "containerPath", "mount", DeviceSpecForm::pathFault)));
  }

  private Optional<DeviceSpec.Hook> hook(Node item) {
    Map<String, Node> fields = values.fields(item, "hooks", Words.DEVICE_HOOK);
    number(fields, "timeout");
    return Optional.of(
        new DeviceSpec.Hook(
            required(
                item,
                fields,
                "hookName",
                "hook",
                text ->
                    HOOK.matcher(text).matches()
                        ? Optional.empty()
                        : Optional.of("is not a hook's")),
            required(item, fields, "path", "hook", DeviceSpecForm::pathFault),
            each(fields, "args", this::plain),
            each(fields, "env", this::plain)));
  }

  private Optional<String> plain(Node item) {
    return values.text(item, "hooks").map(Node.Scalar::text);
  }

  private static Optional<String> pathFault(String path) {
    boolean clean =
        path.startsWith("/")
            && path.length() > 1
            && path.length() <= SpecLimits.MAX_PATH_BYTES
            && !Shown.steers(path)
            && List.of(path.substring(1).split("/", -1)).stream()
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    return clean ? Optional.empty() : Optional.of("is not a plain absolute path");
  }

  private String required(
      Node at,
      Map<String, Node> fields,
      String name,
      String what,
      Function<String, Optional<String>> rule) {
    if (!fields.containsKey(name)) {
      problems.add(at, name + ": missing in a " + what);
    }
    return text(fields, name, rule).orElse("");
  }

  private Optional<String> text(
      Map<String, Node> fields, String name, Function<String, Optional<String>> rule) {
    Optional<Node.Scalar> text =
        Optional.ofNullable(fields.get(name)).flatMap(node -> values.text(node, name));
    text.ifPresent(at ->
        rule.apply(at.text())
            .ifPresent(f -> problems.add(at, name + ": " + Shown.quoted(at.text()) + " " + f)));
    return text.map(Node.Scalar::text);
  }

  private OptionalLong number(Map<String, Node> fields, String name) {
    Optional<Node.Scalar> written =
        Optional.ofNullable(fields.get(name)).flatMap(node -> values.written(node, name));
    if (written.isEmpty()) {
      return OptionalLong.empty();
    }
    Node.Scalar at = written.get();
    if (!NUMBER.matcher(at.text()).matches()) {
      problems.add(at, name + ": " + Shown.quoted(at.text()) + " is not a whole number");
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(at.text()));
  }
}
