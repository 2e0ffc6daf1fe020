package dev.bailey.job.spec;

import dev.bailey.job.plan.Limits;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads {@code resources} and {@code max_duration}. */
final class ResourceForm {
  private static final String BYTES_HINT = "; write 2GB, 512MB";

  private final Problems problems;
  private final Values values;

  ResourceForm(Problems problems) {
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

  Limits read(Optional<Node> resources, Optional<Node> duration) {
    int before = problems.count();
    Map<String, Node> fields =
        resources.map(n -> values.fields(n, "resources", Words.RESOURCES)).orElse(Map.of());
    Limits limits =
        new Limits(
            cpu(fields),
            bytes(fields, "memory", MEMORY, SpecLimits.DEFAULT_MEMORY),
            pids(fields),
            openFiles(fields),
            bytes(fields, "shm", FILE_SYSTEM, SpecLimits.DEFAULT_SHM),
            bytes(fields, "tmp", FILE_SYSTEM, SpecLimits.DEFAULT_TMP),
            bytes(fields, "disk", FILE_SYSTEM, SpecLimits.DEFAULT_DISK),
            duration(duration));
    if (problems.count() == before) {
      resources.ifPresent(node -> within(fields, node, limits));
    }
    return limits;
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

  private long cpu(Map<String, Node> fields) {
    Range range =
        new Range(SpecLimits.MIN_CPU_MILLIS, "0.1", SpecLimits.MAX_CPU_MILLIS, "1024 cores");
    return quantity(
        Optional.ofNullable(fields.get("cpu")),
        new Quantity(
            "a number of cores",
            Amounts::cpuMillis,
            "; write 2 or 0.5, with thousandths at most",
            range,
            SpecLimits.DEFAULT_CPU_MILLIS),
        "cpu");
  }

  private long pids(Map<String, Node> fields) {
    return whole(fields, "pids", SpecLimits.MIN_PIDS, SpecLimits.MAX_PIDS, SpecLimits.DEFAULT_PIDS);
  }

  private long openFiles(Map<String, Node> fields) {
    return whole(
        fields,
        "open_files",
        SpecLimits.MIN_OPEN_FILES,
        SpecLimits.MAX_OPEN_FILES,
        SpecLimits.DEFAULT_OPEN_FILES);
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
    return seconds(node, "max_duration", range, SpecLimits.DEFAULT_SECONDS);
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
