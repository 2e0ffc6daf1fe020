/**
 * What an image says about a container: who it runs as, what its root is made of, and the profile
 * of system calls it runs under, each as a policy names it.
 */
@org.jspecify.annotations.NullMarked
package dev.bailey.policy.image;
