/**
 * Policies described in TOML or JSON: images instead of hashes, paths instead of mounts. A
 * description is read into a {@link dev.bailey.policy.config.PolicyConfig} and becomes a policy's
 * model once a {@link dev.bailey.policy.config.Resolver} has looked at its images.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.config;
