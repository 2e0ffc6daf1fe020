package dev.bailey.worker.walls;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A filter of system calls, as the text that the runtime reads. It refuses what it does not name.
 */
public final class SeccompProfile {
  /** The filter that every job gets. */
  public static final String DEFAULT = "default-hardened";

  /** Longest profile that is read. */
  static final int MAX_BYTES = 1 << 20;

  private static final Map<String, String> BUNDLED =
      Map.of(DEFAULT, "/dev/bailey/worker/walls/default-hardened.json");

  private static final Set<String> ACTIONS =
      Set.of(
          "SCMP_ACT_ALLOW",
          "SCMP_ACT_ERRNO",
          "SCMP_ACT_KILL",
          "SCMP_ACT_KILL_PROCESS",
          "SCMP_ACT_KILL_THREAD");

  /** Machines whose programs may run; a filter for a second, older one would be a way around. */
  private static final Set<String> MACHINES = Set.of("SCMP_ARCH_X86_64", "SCMP_ARCH_AARCH64");

  private final String name;
  private final byte[] text;

  private SeccompProfile(String name, byte[] text) {
    this.name = name;
    this.text = text;
  }

  /** What became of a profile. */
  public sealed interface Loaded {
    /** It is valid. */
    record Profile(SeccompProfile profile) implements Loaded {}

    /** It is missing, edited or weak; nothing may be started with it. */
    record Refused(String reason) implements Loaded {}
  }

  /** Loads a profile that Bailey brings along. */
  public static Loaded load(String name) {
    String resource = BUNDLED.getOrDefault(name, "");
    if (resource.isEmpty()) {
      return new Loaded.Refused("there is no system call filter named '" + name + "'");
    }
    try (InputStream in = SeccompProfile.class.getResourceAsStream(resource)) {
      return in == null
          ? new Loaded.Refused("the system call filter '" + name + "' is missing from this program")
          : of(name, in.readNBytes(MAX_BYTES + 1));
    } catch (IOException failed) {
      return new Loaded.Refused("the system call filter '" + name + "' cannot be read: " + failed);
    }
  }

  /** Checks a profile's text. */
  static Loaded of(String name, byte[] text) {
    Optional<String> weakness =
        text.length > MAX_BYTES
            ? Optional.of("it has more than " + MAX_BYTES + " bytes")
            : weakness(text);
    return weakness.isPresent()
        ? new Loaded.Refused("the system call filter '" + name + "' is refused: " + weakness.get())
        : new Loaded.Profile(new SeccompProfile(name, text.clone()));
  }

  /** Its name in plans. */
  public String name() {
    return name;
  }

  /** Its text. */
  public byte[] text() {
    return text.clone();
  }

  /** Digest of its text. */
  public Digest digest() {
    return Digest.of(text);
  }

  /**
   * Why a file must not be handed to the runtime in place of this profile; empty if it has exactly
   * these bytes.
   */
  public Optional<String> unlike(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAX_BYTES + 1), text)
          ? Optional.empty()
          : Optional.of("the system call filter in " + file + " was edited");
    } catch (IOException failed) {
      return Optional.of("the system call filter in " + file + " is missing");
    }
  }

  private static Optional<String> weakness(byte[] text) {
    return switch (JsonReader.read(text)) {
      case JsonReader.Result.Malformed bad ->
          Optional.of("not JSON at character " + bad.offset() + ": " + bad.reason());
      case JsonReader.Result.Value value ->
          value.json() instanceof Json.Obj profile
              ? weakness(profile)
              : Optional.of("it is not an object");
    };
  }

  private static Optional<String> weakness(Json.Obj profile) {
    String otherwise = profile.text("defaultAction").orElse("");
    if (!ACTIONS.contains(otherwise) || otherwise.equals("SCMP_ACT_ALLOW")) {
      return Optional.of("what it does not name is not refused");
    }
    List<Json> machines = profile.array("archMap");
    if (machines.isEmpty() || profile.get("architectures").isPresent()) {
      return Optional.of("it does not say for which machines it is");
    }
    for (Json machine : machines) {
      if (!(machine instanceof Json.Obj m)
          || !MACHINES.contains(m.text("architecture").orElse(""))
          || !m.array("subArchitectures").isEmpty()) {
        return Optional.of("it admits programs of a second machine");
      }
    }
    List<Json> rules = profile.array("syscalls");
    return rules.isEmpty()
        ? Optional.of("it has no rules")
        : rules.stream().map(SeccompProfile::ruleWeakness).flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> ruleWeakness(Json rule) {
    if (!(rule instanceof Json.Obj r) || r.array("names").isEmpty()) {
      return Optional.of("a rule names no system call");
    }
    String action = r.text("action").orElse("");
    return ACTIONS.contains(action)
        ? Optional.empty()
        : Optional.of("a rule has the unknown action '" + action + "'");
  }
}
