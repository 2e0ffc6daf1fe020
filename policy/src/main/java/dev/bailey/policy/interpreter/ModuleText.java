package dev.bailey.policy.interpreter;

/**
 * One module as it was written.
 *
 * @param name how errors call it, such as {@code policy.rego}
 */
public record ModuleText(String name, String code) {}
