package dev.bailey.policy.config;

/** Who to be at a registry; never shown. */
public record Credentials(String username, String password) {
  /** Nobody. */
  public static final Credentials NONE = new Credentials("", "");

  /** Tells nothing. */
  @Override
  public String toString() {
    return "Credentials[...]";
  }
}
