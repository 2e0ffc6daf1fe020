package dev.bailey.policy;

/**
 * Why something may not happen, in terms that let its owner act.
 *
 * @param by who refused: {@code floor}, or the policy's name
 * @param point the enforcement point or floor rule's question
 * @param rule what was broken, as a sentence fragment
 * @param field where in the action, such as {@code env.PYTHONPATH}; empty if it is the whole of it
 * @param seen the value there
 * @param nearest the nearest change that would be allowed; empty if there is none
 */
public record Denial(
    String by, String point, String rule, String field, String seen, String nearest) {}
