package dev.bailey.policy.enforce;

import java.util.List;

/**
 * Under which terms a policy is enforced.
 *
 * @param system what containers run on
 * @param defaultMounts what every container may have, to begin with
 * @param privilegedMounts what privileged ones may have besides
 * @param maxMessageLength of a denial, in bytes; 0: any length
 */
public record Terms(
    OperatingSystem system,
    List<Mount> defaultMounts,
    List<Mount> privilegedMounts,
    int maxMessageLength,
    Strictness strictness) {

  /** What guests of the reference allow a message to take. */
  public static final int MESSAGE_LENGTH = 3072;

  public Terms {
    defaultMounts = List.copyOf(defaultMounts);
    privilegedMounts = List.copyOf(privilegedMounts);
  }

  /** The usual terms of an operating system, as strict as the reference. */
  public static Terms of(OperatingSystem system) {
    return switch (system) {
      case LINUX ->
          new Terms(system, Mount.DEFAULTS, Mount.PRIVILEGED, MESSAGE_LENGTH, Strictness.REFERENCE);
      case WINDOWS -> new Terms(system, List.of(), List.of(), MESSAGE_LENGTH, Strictness.REFERENCE);
    };
  }

  public Terms withMounts(List<Mount> usual, List<Mount> privileged) {
    return new Terms(system, usual, privileged, maxMessageLength, strictness);
  }

  public Terms withMessageLength(int most) {
    return new Terms(system, defaultMounts, privilegedMounts, most, strictness);
  }

  public Terms withStrictness(Strictness wanted) {
    return new Terms(system, defaultMounts, privilegedMounts, maxMessageLength, wanted);
  }
}
