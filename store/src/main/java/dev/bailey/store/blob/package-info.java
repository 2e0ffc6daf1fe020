/** Bytes kept as files under their digest. */
@org.jspecify.annotations.NullMarked
package dev.bailey.store.blob;
