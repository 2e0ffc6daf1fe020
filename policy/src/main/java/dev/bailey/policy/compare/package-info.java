/** Says in what two policies differ. */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.compare;
