package dev.bailey.scan.secret;

/**
 * A place where a secret seems to be in plain text.
 *
 * @param line from 1
 */
public record Suspicion(int line, SecretKind kind) {}
