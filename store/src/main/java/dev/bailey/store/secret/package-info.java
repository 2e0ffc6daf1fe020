/** The owner's secrets: encrypted files, and their keys outside of them. */
@org.jspecify.annotations.NullMarked
package dev.bailey.store.secret;
