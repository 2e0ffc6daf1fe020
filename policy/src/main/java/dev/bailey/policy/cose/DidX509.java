package dev.bailey.policy.cose;

import dev.bailey.policy.interpreter.Tried;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An identity of the kind {@code did:x509:0:sha256:FINGERPRINT::POLICY}: whoever has a certificate
 * below the one with the fingerprint that is as the policies say.
 */
final class DidX509 {
  private static final Map<String, String> HASHES =
      Map.of("sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");
  private static final String NOT_ONE = "invalid DID string";

  private final String hash;
  private final String fingerprint;
  private final List<String> policies;

  private DidX509(String hash, String fingerprint, List<String> policies) {
    this.hash = hash;
    this.fingerprint = fingerprint;
    this.policies = policies;
  }

  /**
   * Whether a chain is that of an identity.
   *
   * @param did the text of the identity
   * @param chain leaf first, not verified yet
   * @return the identity, or why it is not
   */
  static Tried<String> resolve(String did, List<X509Certificate> chain) {
    Tried<List<X509Certificate>> leaf =
        read(did)
            .then(identity ->
                chain.size() < 2
                    ? Tried.failed("certificate chain too short")
                    : TrustPaths.of(chain).then(identity::check))
            .orSay("DID verification failed: ");
    return leaf.then(path ->
        new LeafIdentity(path.getFirst()).maySign()
            ? Tried.done(did)
            : Tried.failed(
                "DID document creation failed: leaf certificate key usage must include digital"
                    + " signature or key agreement"));
  }

  private static Tried<DidX509> read(String did) {
    List<String> parts = Parts.of(did, "::");
    List<String> head = Parts.of(parts.getFirst(), ":");
    if (parts.size() < 2 || head.size() != 5) {
      return Tried.failed(NOT_ONE);
    }
    if (!head.get(0).equals("did") || !head.get(1).equals("x509")) {
      return Tried.failed("unsupported method/prefix");
    }
    if (!head.get(2).equals("0")) {
      return Tried.failed("unsupported did:x509 version");
    }
    return Tried.done(new DidX509(head.get(3), head.get(4), parts.subList(1, parts.size())));
  }

  /** Every path must have the certificate of the fingerprint, and every policy must hold. */
  private Tried<List<X509Certificate>> check(List<List<X509Certificate>> paths) {
    String algorithm = HASHES.get(hash);
    if (algorithm == null) {
      return Tried.failed("unsupported hash algorithm");
    }
    for (List<X509Certificate> path : paths) {
      if (path.stream().skip(1).noneMatch(authority -> isNamed(authority, algorithm))) {
        return Tried.failed("unexpected certificate fingerprint");
      }
    }
    List<X509Certificate> path = paths.getFirst();
    LeafIdentity leaf = new LeafIdentity(path.getFirst());
    for (String policy : policies) {
      Optional<String> problem = DidPolicy.problem(policy, leaf);
      if (problem.isPresent()) {
        return Tried.failed(problem.get());
      }
    }
    return Tried.done(path);
  }

  private boolean isNamed(X509Certificate authority, String algorithm) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(authority.getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).equals(fingerprint);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
