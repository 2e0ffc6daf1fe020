/**
 * Images without a registry: building them from Debian packages, finding and pinning them, and
 * checking that a layer directory holds what its digest says.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.worker.image;
