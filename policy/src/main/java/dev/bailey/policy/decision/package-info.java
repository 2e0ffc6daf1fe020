/**
 * What a denied request is answered with: an object that says what was asked and why it may not be,
 * with secrets taken out, in a message of bounded length.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.decision;
