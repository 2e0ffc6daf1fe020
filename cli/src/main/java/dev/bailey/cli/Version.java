package dev.bailey.cli;

/** What this program is. */
public final class Version {
  /** The version of the whole, as in the build. */
  public static final String TEXT = "0.1.0";

  private Version() {}
}
