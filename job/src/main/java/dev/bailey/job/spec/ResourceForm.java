package dev.bailey.job.spec;

import dev.bailey.job.plan.Device;
import dev.bailey.job.plan.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads {@code resources} and {@code max_duration}. */
final class ResourceForm {
  private static final String BYTES_HINT = "; write 2GB, 512MB";

  private final Problems problems;
  private final Values values;
  private final Limits byDefault;

  /**
   * @param byDefault what holds where nothing is written
   */
  ResourceForm(Problems problems, Limits byDefault) {
    this.byDefault = byDefault;
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** One quantity: how it is read and what it may be. */
  private record Quantity(
      String what,
      Function<String, OptionalLong> reader,
      String hint,
      Range range,
      long byDefault) {}

  record Range(long least, String leastText, long most, String mostText) {}

  private static final Range MEMORY =
      new Range(SpecLimits.MIN_MEMORY, "16MiB", SpecLimits.MAX_BYTES, "16TiB");
  private static final Range FILE_SYSTEM =
      new Range(SpecLimits.MIN_FILE_SYSTEM, "1MiB", SpecLimits.MAX_BYTES, "16TiB");
  private static final Range LOG_RATE =
      new Range(SpecLimits.MIN_LOG_RATE, "1KiB", SpecLimits.MAX_LOG_RATE, "1GiB");

  Limits read(Optional<Node> resources, Optional<Node> duration) {
    int before = problems.count();
    Map<String, Node> fields =
        resources.map(n -> values.fields(n, "resources", Words.RESOURCES)).orElse(Map.of());
    Limits limits = limits(fields, byDefault, duration(duration));
    if (problems.count() == before) {
      resources.ifPresent(node -> within(fields, node, limits));
    }
    return limits;
  }

  private Limits limits(Map<String, Node> fields, Limits usual, long seconds) {
    return new Limits(
        cpu(fields, usual.cpuMillis()),
        bytes(fields, "memory", MEMORY, usual.memoryBytes()),
        whole(fields, "pids", SpecLimits.MIN_PIDS, SpecLimits.MAX_PIDS, usual.pids()),
        whole(
            fields,
            "open_files",
            SpecLimits.MIN_OPEN_FILES,
            SpecLimits.MAX_OPEN_FILES,
            usual.openFiles()),
        bytes(fields, "shm", FILE_SYSTEM, usual.shmBytes()),
        bytes(fields, "tmp", FILE_SYSTEM, usual.tmpBytes()),
        bytes(fields, "disk", FILE_SYSTEM, usual.diskBytes()),
        seconds,
        bytes(fields, "log_rate", LOG_RATE, usual.logRateBytes()));
  }

  /** Amounts of a node's settings, with the longest run in hours. */
  Limits amounts(Node node, String what, Limits usual) {
    Map<String, Node> fields = values.fields(node, what, Words.NODE_AMOUNTS);
    long seconds =
        quantity(
            Optional.ofNullable(fields.get("max_runtime_hours")),
            new Quantity(
                "a number of hours",
                text -> Amounts.whole(text).isEmpty() ? OptionalLong.empty() : hours(text),
                "; write 24",
                new Range(3600, "1", SpecLimits.MAX_SECONDS, "720"),
                usual.wallSeconds()),
            "max_runtime_hours");
    return limits(fields, usual, seconds);
  }

  /** How much of a job may come in, in bytes. */
  long upload(Map<String, Node> fields, String name) {
    return bytes(
        fields, name, new Range(0, "0B", SpecLimits.MAX_BYTES, "16TiB"), SpecLimits.MAX_BYTES);
  }

  private static OptionalLong hours(String whole) {
    return OptionalLong.of(Math.min(Long.parseLong(whole), SpecLimits.MAX_SECONDS) * 3600);
  }

  /** The devices that are asked for, once each. */
  List<String> devices(Node resources) {
    List<String> names = new ArrayList<>();
    if (resources instanceof Node.Fields all) {
      for (Node.Field field : all.fields()) {
        if (field.key().text().equals("devices")) {
          values.items(field.value(), "devices").forEach(item -> device(item, names));
        }
      }
      if (names.size() > SpecLimits.MAX_DEVICES) {
        problems.add(
            resources, "devices: " + names.size() + " given; at most " + SpecLimits.MAX_DEVICES);
      }
    }
    return names;
  }

  private void device(Node item, List<String> names) {
    values
        .text(item, "devices")
        .ifPresent(at -> {
          if (!Device.isName(at.text())) {
            problems.add(
                at,
                "devices: "
                    + Shown.quoted(at.text())
                    + " is not the full name of a device; write vendor.com/class=name, as bailey"
                    + " doctor lists them");
          } else if (names.contains(at.text())) {
            problems.add(at, "devices: " + Shown.quoted(at.text()) + " is given twice");
          } else {
            names.add(at.text());
          }
        });
  }

  /** What lies in memory is counted as memory, so it must fit. */
  private void within(Map<String, Node> fields, Node all, Limits limits) {
    for (String name : new String[] {"shm", "tmp"}) {
      long size = name.equals("shm") ? limits.shmBytes() : limits.tmpBytes();
      if (size > limits.memoryBytes()) {
        problems.add(
            fields.getOrDefault(name, fields.getOrDefault("memory", all)),
            name + ": is larger than memory, of which it is a part; lower it");
      }
    }
  }

  private long cpu(Map<String, Node> fields, long usual) {
    Range range =
        new Range(SpecLimits.MIN_CPU_MILLIS, "0.1", SpecLimits.MAX_CPU_MILLIS, "1024 cores");
    return quantity(
        Optional.ofNullable(fields.get("cpu")),
        new Quantity(
            "a number of cores",
            Amounts::cpuMillis,
            "; write 2 or 0.5, with thousandths at most",
            range,
            usual),
        "cpu");
  }

  long whole(Map<String, Node> fields, String name, long least, long most, long byDefault) {
    Range range = new Range(least, String.valueOf(least), most, String.valueOf(most));
    return quantity(
        Optional.ofNullable(fields.get(name)),
        new Quantity("a whole number", Amounts::whole, "", range, byDefault),
        name);
  }

  private long bytes(Map<String, Node> fields, String name, Range range, long byDefault) {
    return quantity(
        Optional.ofNullable(fields.get(name)),
        new Quantity("an amount", Amounts::bytes, BYTES_HINT, range, byDefault),
        name);
  }

  private long duration(Optional<Node> node) {
    Range range = new Range(1, "1s", SpecLimits.MAX_SECONDS, "30d");
    return seconds(node, "max_duration", range, byDefault.wallSeconds());
  }

  /** A duration in seconds. */
  long seconds(Optional<Node> node, String name, Range range, long byDefault) {
    return quantity(
        node,
        new Quantity("a duration", Amounts::seconds, "; write 30m, 2h30m, 90s", range, byDefault),
        name);
  }

  private long quantity(Optional<Node> node, Quantity quantity, String name) {
    Optional<Node.Scalar> scalar = node.flatMap(n -> values.written(n, name));
    if (scalar.isEmpty()) {
      return quantity.byDefault();
    }
    Node.Scalar at = scalar.get();
    OptionalLong value = quantity.reader().apply(at.text());
    String shown = name + ": " + Shown.quoted(at.text());
    Range range = quantity.range();
    if (value.isEmpty()) {
      problems.add(at, shown + " is not " + quantity.what() + quantity.hint());
    } else if (value.getAsLong() < range.least()) {
      problems.add(at, shown + " is less than " + range.leastText() + ", the least allowed");
    } else if (value.getAsLong() > range.most()) {
      problems.add(at, shown + " is more than " + range.mostText() + ", the most allowed");
    } else {
      return value.getAsLong();
    }
    return quantity.byDefault();
  }
}
