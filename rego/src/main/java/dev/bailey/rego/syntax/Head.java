package dev.bailey.rego.syntax;

import dev.bailey.rego.Location;
import java.util.List;
import java.util.Optional;

/**
 * What a rule defines.
 *
 * @param name its path: a {@link Term.Var}, or a {@link Term.Ref} whose steps may be any terms
 * @param arguments patterns of a function's arguments; empty if it is not a function
 * @param key the member of a multi-value rule ({@code p contains key}; {@code p[key]} in v0)
 * @param value what follows {@code :=} or {@code =}; absent where it was not written, which means
 *     {@code true} unless the rule is multi-valued
 * @param assigned whether {@code :=} was written rather than {@code =}
 */
public record Head(
    Term name,
    Optional<List<Term>> arguments,
    Optional<Term> key,
    Optional<Term> value,
    boolean assigned,
    Location location) {}
