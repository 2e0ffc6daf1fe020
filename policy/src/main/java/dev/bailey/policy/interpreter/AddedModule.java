package dev.bailey.policy.interpreter;

/**
 * A module that was added to a policy.
 *
 * @param id who issued it, and about what
 * @param namespace its package
 * @param code its text as it is compiled
 */
public record AddedModule(String id, String namespace, String code) {}
