package dev.bailey.policy.enforce;

/** What containers run on. */
public enum OperatingSystem {
  LINUX("linux"),
  WINDOWS("windows");

  private final String text;

  OperatingSystem(String text) {
    this.text = text;
  }

  /** As policies see it. */
  public String text() {
    return text;
  }
}
