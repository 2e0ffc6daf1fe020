package dev.bailey.rego.bundle;

import java.util.List;

/**
 * What is asked of the signatures of bundles.
 *
 * @param keys with one of which a bundle must be signed; without any, a signed bundle is refused
 *     and one without a signature is not
 * @param skip whether signatures do not matter at all
 */
public record Trust(List<VerificationKey> keys, boolean skip) {
  /** No key is known. */
  public static final Trust NONE = new Trust(List.of(), false);

  /** Signatures do not matter. */
  public static final Trust SKIP = new Trust(List.of(), true);

  public Trust {
    keys = List.copyOf(keys);
  }

  /** With one more key. */
  public Trust with(VerificationKey key) {
    List<VerificationKey> all = new java.util.ArrayList<>(keys);
    all.add(key);
    return new Trust(all, skip);
  }
}
