/**
 * Fragments on the policy's side: what a signed piece of policy is once its envelope is checked,
 * the code it becomes, and the keys of ledgers that vouch for it.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.fragment;
