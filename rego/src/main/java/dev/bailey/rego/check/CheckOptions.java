package dev.bailey.rego.check;

import dev.bailey.rego.Schemas;
import dev.bailey.rego.builtin.Builtins;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
    return changed(c -> c.strict = on);
  }

  public CheckOptions withPrints(boolean keep) {
    return changed(c -> c.keepPrints = keep);
  }

  public CheckOptions withCapabilities(Capabilities allowed) {
    return changed(c -> c.capabilities = allowed);
  }

  public CheckOptions withUnsafeBuiltins(Set<String> names) {
    return changed(c -> c.unsafeBuiltins = names);
  }

  public CheckOptions withTypes(boolean check) {
    return changed(c -> c.checkTypes = check);
  }

  public CheckOptions withBaseData(Predicate<List<String>> exists) {
    return changed(c -> c.baseData = Optional.of(exists));
  }

  public CheckOptions withSchemas(Schemas known) {
    return changed(c -> c.schemas = known);
  }

  public CheckOptions withMaxErrors(int most) {
    return changed(c -> c.maxErrors = most);
  }

  private CheckOptions changed(Consumer<Change> change) {
    Change c = new Change(this);
    change.accept(c);
    return c.options();
  }

  /** Options of which one is being set. */
  private static final class Change {
    Builtins builtins;
    Capabilities capabilities;
    Set<String> unsafeBuiltins;
    boolean strict;
    boolean keepPrints;
    boolean checkTypes;
    Optional<Predicate<List<String>>> baseData;
    Schemas schemas;
    int maxErrors;

    Change(CheckOptions from) {
      builtins = from.builtins;
      capabilities = from.capabilities;
      unsafeBuiltins = from.unsafeBuiltins;
      strict = from.strict;
      keepPrints = from.keepPrints;
      checkTypes = from.checkTypes;
      baseData = from.baseData;
      schemas = from.schemas;
      maxErrors = from.maxErrors;
    }

    CheckOptions options() {
      return new CheckOptions(
          builtins,
          capabilities,
          unsafeBuiltins,
          strict,
          keepPrints,
          checkTypes,
          baseData,
          schemas,
          maxErrors);
    }
  }
}
