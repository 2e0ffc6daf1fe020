package dev.bailey.job.plan;

/** Finds the devices of a host. Nothing is remembered: each is looked up as it is now. */
@FunctionalInterface
public interface Devices {
  /** A host without any. */
  Devices NONE = name -> new Found.Not("there is no device " + name);

  /**
   * Finds one.
   *
   * @param name fully qualified, such as {@code vendor.com/class=name}
   */
  Found find(String name);

  /** What was found. */
  sealed interface Found {
    /** It is there and can be given. */
    record There(Device device) implements Found {}

    /** It is not there, or what says what it is cannot be relied on. */
    record Not(String reason) implements Found {}
  }
}
