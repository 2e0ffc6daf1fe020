/** Matching by automata, for builtins whose patterns become one. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.builtin.automaton;
