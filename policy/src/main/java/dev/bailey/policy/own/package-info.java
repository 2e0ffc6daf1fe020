/** What policies are asked at Bailey's own points about devices, secrets and broken glass. */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.own;
