package dev.bailey.rego.bundle;

/**
 * A key with which bundles must be signed.
 *
 * @param id compared with the signature's {@code kid}, if both have one; may be empty
 * @param algorithm one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, HS256,
 *     HS384, HS512; the signature must use this one
 * @param key a public key or certificate in PEM; for HS, the secret
 * @param scope that the signature must name; empty: any
 */
public record VerificationKey(String id, String algorithm, String key, String scope) {
  public VerificationKey(String algorithm, String key) {
    this("", algorithm, key, "");
  }
}
