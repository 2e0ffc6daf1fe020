/**
 * Attacks on the walls of real jobs, each with a control: the same attack with that wall left out.
 */
package dev.bailey.dist.attack;
