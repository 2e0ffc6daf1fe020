package dev.bailey.rego.check;

import dev.bailey.rego.Schemas;
import dev.bailey.rego.builtin.Builtins;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How to check.
 *
 * @param builtins that exist
 * @param capabilities which of them, and which parts of the language, a program may use
 * @param unsafeBuiltins names of builtins whose use is an error
 * @param strict whether unused variables, arguments and imports are errors
 * @param keepPrints whether {@code print} is kept; otherwise its calls are taken out
 * @param checkTypes whether types are checked
 * @param baseData whether there is base data at a path below {@code data}; used to find rules whose
 *     documents would be hidden or hide it
 * @param schemas by which references are checked, if types are
 * @param maxErrors how many errors are reported before {@code error limit reached}; 0: all
 */
public record CheckOptions(
    Builtins builtins,
    Capabilities capabilities,
    Set<String> unsafeBuiltins,
    boolean strict,
    boolean keepPrints,
    boolean checkTypes,
    Optional<Predicate<List<String>>> baseData,
    Schemas schemas,
    int maxErrors) {
  public CheckOptions {
    unsafeBuiltins = Set.copyOf(unsafeBuiltins);
  }

  /** The usual way: everything allowed, not strict, prints kept, types checked, ten errors. */
  public static CheckOptions of(Builtins builtins) {
    return new CheckOptions(
        builtins,
        Capabilities.ALL,
        Set.of(),
        false,
        true,
        true,
        Optional.empty(),
        Schemas.NONE,
        10);
  }

  public CheckOptions withStrict(boolean on) {
    return new CheckOptions(
        builtins,
        capabilities,
        unsafeBuiltins,
        on,
        keepPrints,
        checkTypes,
        baseData,
        schemas,
        maxErrors);
  }

  public CheckOptions withPrints(boolean keep) {
    return new CheckOptions(
        builtins,
        capabilities,
        unsafeBuiltins,
        strict,
        keep,
        checkTypes,
        baseData,
        schemas,
        maxErrors);
  }

  public CheckOptions withCapabilities(Capabilities allowed) {
    return new CheckOptions(
        builtins,
        allowed,
        unsafeBuiltins,
        strict,
        keepPrints,
        checkTypes,
        baseData,
        schemas,
        maxErrors);
  }

  public CheckOptions withUnsafeBuiltins(Set<String> names) {
    return new CheckOptions(
        builtins,
        capabilities,
        names,
        strict,
        keepPrints,
        checkTypes,
        baseData,
        schemas,
        maxErrors);
  }

  public CheckOptions withTypes(boolean check) {
    return new CheckOptions(
        builtins,
        capabilities,
        unsafeBuiltins,
        strict,
        keepPrints,
        check,
        baseData,
        schemas,
        maxErrors);
  }

  public CheckOptions withBaseData(Predicate<List<String>> exists) {
    return new CheckOptions(
        builtins,
        capabilities,
        unsafeBuiltins,
        strict,
        keepPrints,
        checkTypes,
        Optional.of(exists),
        schemas,
        maxErrors);
  }

  public CheckOptions withSchemas(Schemas known) {
    return new CheckOptions(
        builtins,
        capabilities,
        unsafeBuiltins,
        strict,
        keepPrints,
        checkTypes,
        baseData,
        known,
        maxErrors);
  }

  public CheckOptions withMaxErrors(int most) {
    return new CheckOptions(
        builtins,
        capabilities,
        unsafeBuiltins,
        strict,
        keepPrints,
        checkTypes,
        baseData,
        schemas,
        most);
  }
}
