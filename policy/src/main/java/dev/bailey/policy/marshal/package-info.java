/**
 * Policies written as Rego. What a policy allows is a {@link
 * dev.bailey.policy.marshal.PolicyModel}; a {@link dev.bailey.policy.marshal.Marshaller} gives its
 * text, the same bytes for the same model.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.marshal;
