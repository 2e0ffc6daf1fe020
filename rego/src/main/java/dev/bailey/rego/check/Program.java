package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Module;
import java.util.List;

/**
 * Modules whose rules have been checked and brought into <em>core form</em>, made of the records of
 * {@code dev.bailey.rego.syntax} with these invariants:
 *
 * <ol>
 *   <li>Every {@code Var} is a local of its rule or query, except {@code data} and {@code input},
 *       alone or as the head of a {@code Ref}. A local's name is unique in its rule: the same name
 *       in two scopes that do not see each other does not occur. Names are {@code __localN__} for
 *       declared and generated variables, {@code $n} for wildcards, otherwise as written. What was
 *       a rule or an import is a {@code Ref} with its full path from {@code data} or {@code input}.
 *   <li>Terms are flat. A <em>simple</em> term is a constant, a local, or an array, object or set
 *       of simple terms; what has no locals is a constant, arrays and such included. A {@code Ref}
 *       has a local, {@code data} or {@code input} as head and simple steps. {@code Ref}s, {@code
 *       data}, {@code input} and comprehensions stand only: as the whole of a {@code Bare}
 *       expression, or as either side of {@code eq}. {@code Term.Call} stands nowhere in a term,
 *       {@code Template} nowhere at all.
 *   <li>Expressions are {@code Bare}; {@code Call} with simple arguments (except {@code eq}, see
 *       above); {@code Every}, whose domain is simple; {@code NotBody}. A call's operator is a
 *       {@code Var} with the full name of a builtin ({@code io.jwt.decode}), or a {@code Ref} from
 *       {@code data} to a function. It has the function's number of arguments, or one more, a
 *       simple term that unifies with the result. {@code assign} has become {@code eq}, and so has
 *       {@code equal}, unless it has an output.
 *   <li>{@code some} is gone: {@code some k, v in xs} became {@code eq(v, xs[k])}.
 *   <li>Heads of comprehensions, keys and values of rules are simple; {@code Every}'s key and value
 *       are locals.
 *   <li>{@code with}: the target is {@code input}, {@code data}, a {@code Ref} from one of these
 *       with simple steps, or a {@code Var} with the name of a builtin. The value is a constant, a
 *       local named {@code __localN__}, or, if the target is a function, a {@code Ref} to a
 *       function or a {@code Var} with the name of a builtin.
 *   <li>Print calls are {@code internal.print([{x | eq(x, ...)}, ...])}, the comprehensions in
 *       locals of their own, or gone; templates are {@code internal.template_string}.
 *   <li>The expressions of every body stand in an order in which each needs only what earlier ones,
 *       outer bodies or arguments bind. Whether a local in a pattern is bound there already is
 *       decided by that order alone.
 * </ol>
 *
 * @param tree the rules, from {@code data}
 * @param modules as they were given
 * @param options it was checked with
 * @param types static types of rules
 */
public record Program(RuleTree tree, List<Module> modules, CheckOptions options, RuleTypes types) {
  public Program {
    modules = List.copyOf(modules);
  }

  /** What a query may call. */
  Functions functions() {
    return types.functions();
  }
}
