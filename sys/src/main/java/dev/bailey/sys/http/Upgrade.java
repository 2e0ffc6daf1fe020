package dev.bailey.sys.http;

/** The answer to asking for a raw connection. */
public sealed interface Upgrade permits Hijacked, Upgrade.Declined {
  /** The server answered as to an ordinary request; close the response. */
  record Declined(Response response) implements Upgrade {}
}
