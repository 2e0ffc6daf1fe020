/**
 * The HTTP API on the agent's Unix socket. The only package that knows Jetty.
 *
 * <p>All routes are in one table; {@code docs/api.md} is generated from it. A connection of anybody
 * but the owner and root is refused before a byte of it is read.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.server.http;
