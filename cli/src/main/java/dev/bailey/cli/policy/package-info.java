/** Policies as files: signed, opened by those who trust the signer, checked, simulated. */
@org.jspecify.annotations.NullMarked
package dev.bailey.cli.policy;
