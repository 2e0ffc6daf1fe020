package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Rule;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One definition in core form (see {@link Program}).
 *
 * @param kind what it defines
 * @param path the constant beginning of its name, below {@code data}: the package's path and the
 *     steps up to the first that is not constant
 * @param keys the steps after {@code path}; each a constant, a local, or an array, object or set
 *     made of these. Empty for most rules. {@code p[x].a} has path {@code p}, keys {@code x},
 *     {@code "a"}
 * @param arguments patterns of a function's arguments: constants, locals, and arrays and objects of
 *     these; their locals are bound by the call
 * @param value what it gives: the member if {@code kind} is MULTI, otherwise the value; a constant,
 *     a local, or an array, object or set made of these
 * @param isDefault whether it holds only if no other definition of {@code path} does
 * @param body what has to hold; never absent, {@code true} if nothing was written
 * @param otherwise the definition to try if the body does not hold; it repeats path, keys and
 *     arguments (with locals of its own)
 * @param names source names of locals that were renamed
 * @param source as it was written
 */
public record CoreRule(
    Kind kind,
    List<Value> path,
    List<Term> keys,
    List<Term> arguments,
    Term value,
    boolean isDefault,
    Body body,
    Optional<CoreRule> otherwise,
    Map<String, String> names,
    Module module,
    Rule source) {
  /** What a rule defines. */
  public enum Kind {
    /** One value for its name, or for each value of its keys. */
    SINGLE,
    /** Members of a set, one set for each value of its keys. */
    MULTI,
    /** Results of a function. */
    FUNCTION
  }

  public CoreRule {
    path = List.copyOf(path);
    keys = List.copyOf(keys);
    arguments = List.copyOf(arguments);
    names = Map.copyOf(names);
  }

  public Location location() {
    return source.location();
  }
}
