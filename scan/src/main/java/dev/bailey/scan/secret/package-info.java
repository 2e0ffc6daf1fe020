/**
 * Finds plain-text secrets in texts, without ever giving them out.
 *
 * <p>{@link dev.bailey.scan.secret.SecretScan} reads a text line by line; what it finds says where
 * and what kind, never what.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.scan.secret;
