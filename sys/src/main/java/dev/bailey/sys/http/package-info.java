/**
 * A small strict HTTP/1.1 client over Unix sockets.
 *
 * <p>The other side is not trusted to be well-formed: every line, header and chunk has a limit, and
 * what RFC 9112 leaves ambiguous (two lengths, a length and chunks, folded headers) is refused.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.sys.http;
