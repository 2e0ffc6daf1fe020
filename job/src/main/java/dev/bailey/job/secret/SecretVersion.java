package dev.bailey.job.secret;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import java.util.Optional;

/**
 * What a secret is called in plans, decisions and the record, which never have its value.
 *
 * @param name as {@link #nameFault} lets it be
 * @param number of the value among those the name has had, from 1
 * @param version a digest of the value together with random bytes that are stored with it, so that
 *     nobody can try guesses on it
 */
public record SecretVersion(String name, long number, Digest version) {
  private static final String NAME = "[a-z0-9][a-z0-9._-]{0,63}";

  /** Why no secret can be called so; empty if one can. */
  public static Optional<String> nameFault(String name) {
    return name.matches(NAME)
        ? Optional.empty()
        : Optional.of("is not the name of a secret; use a-z, 0-9, dot, _ and -, at most 64");
  }

  /** Reads the canonical form back, as it was recorded. */
  public static SecretVersion of(Json.Obj recorded) {
    return new SecretVersion(
        recorded.text("name").orElseThrow(),
        recorded.whole("number").orElseThrow(),
        new Digest(recorded.text("version").orElseThrow()));
  }

  /** The canonical form. */
  public Json.Obj json() {
    return Json.object()
        .put("name", name)
        .put("number", number)
        .put("version", version.hex())
        .build();
  }
}
