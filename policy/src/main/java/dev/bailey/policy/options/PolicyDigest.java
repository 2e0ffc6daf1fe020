package dev.bailey.policy.options;

import dev.bailey.policy.decision.Base64Text;
import dev.bailey.policy.interpreter.Tried;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The digest by which hardware vouches for a policy. */
public final class PolicyDigest {
  private PolicyDigest() {}

  /**
   * SHA-256 of a policy's text in lower-case hexadecimal digits.
   *
   * @param policy in base64
   */
  public static Tried<String> of(String policy) {
    return Base64Text.decode(policy)
        .orSay("failed to decode base64 security policy: ")
        .map(PolicyDigest::sha256);
  }

  /** SHA-256 in lower-case hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A policy's digest, if it is the one that is vouched for. */
  static Tried<String> check(String policy, Optional<String> measured) {
    if (measured.isEmpty()) {
      return Tried.done("");
    }
    String wanted = measured.get().toLowerCase(Locale.ROOT);
    return of(policy)
        .then(digest ->
            digest.equals(wanted)
                ? Tried.done(digest)
                : Tried.failed(
                    "security policy digest %s does not match the measured one %s"
                        .formatted(digest, wanted)));
  }
}
