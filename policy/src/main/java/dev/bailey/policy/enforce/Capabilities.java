package dev.bailey.policy.enforce;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The five capability sets of a Linux process. */
public record Capabilities(
    List<String> bounding,
    List<String> effective,
    List<String> inheritable,
    List<String> permitted,
    List<String> ambient) {
  /** What a container has that is not privileged, as containers have it everywhere. */
  public static final List<String> DEFAULT_UNPRIVILEGED =
      names(
          "CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP"
              + " NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE");

  /** All that there are. */
  public static final List<String> DEFAULT_PRIVILEGED =
      names(
          "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP"
              + " LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK"
              + " IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN"
              + " SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE"
              + " AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM"
              + " BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE");

  public static final Capabilities NONE =
      new Capabilities(List.of(), List.of(), List.of(), List.of(), List.of());

  public static final Capabilities PRIVILEGED =
      new Capabilities(
          DEFAULT_PRIVILEGED,
          DEFAULT_PRIVILEGED,
          DEFAULT_PRIVILEGED,
          DEFAULT_PRIVILEGED,
          List.of());

  public static final Capabilities UNPRIVILEGED =
      new Capabilities(
          DEFAULT_UNPRIVILEGED, DEFAULT_UNPRIVILEGED, List.of(), DEFAULT_UNPRIVILEGED, List.of());

  static final List<String> SETS =
      List.of("bounding", "effective", "inheritable", "permitted", "ambient");

  public Capabilities {
    bounding = List.copyOf(bounding);
    effective = List.copyOf(effective);
    inheritable = List.copyOf(inheritable);
    permitted = List.copyOf(permitted);
    ambient = List.copyOf(ambient);
  }

  private static List<String> names(String all) {
    return List.of(all.split(" ")).stream().map("CAP_"::concat).toList();
  }

  /** The sets in an input document, if they are there. */
  public static Optional<Capabilities> of(RegoObject input) {
    return input.get("capabilities") instanceof RegoObject sets
        ? Optional.of(
            new Capabilities(
                texts(sets, "bounding"),
                texts(sets, "effective"),
                texts(sets, "inheritable"),
                texts(sets, "permitted"),
                texts(sets, "ambient")))
        : Optional.empty();
  }

  private static List<String> texts(RegoObject sets, String name) {
    return sets.get(name) instanceof RegoArray set
        ? Narrowing.texts(set, "").orNothing().orElse(List.of())
        : List.of();
  }

  /** A set by its name in documents. */
  List<String> set(String name) {
    return switch (name) {
      case "bounding" -> bounding;
      case "effective" -> effective;
      case "inheritable" -> inheritable;
      case "permitted" -> permitted;
      case "ambient" -> ambient;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The same with each set changed. */
  Capabilities each(BiFunction<String, List<String>, List<String>> change) {
    return new Capabilities(
        change.apply("bounding", bounding),
        change.apply("effective", effective),
        change.apply("inheritable", inheritable),
        change.apply("permitted", permitted),
        change.apply("ambient", ambient));
  }

  RegoObject value() {
    Input sets = new Input();
    SETS.forEach(name -> sets.put(name, Texts.of(set(name))));
    return sets.document();
  }
}
