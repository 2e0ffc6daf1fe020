/**
 * Reads policies and data from files, folders and bundles. A bundle is read whole or not at all;
 * nothing in it can name a file outside, and its size is bounded before it is unpacked.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.bundle;
