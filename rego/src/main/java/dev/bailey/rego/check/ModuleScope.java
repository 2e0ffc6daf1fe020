package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.syntax.Import;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What names mean in a module outside the bodies of its rules. */
final class ModuleScope {
  private static final Set<String> WORD_ROOTS = Set.of("future", "rego");

  final @Nullable Module module;
  private final Location packageLocation;
  private final List<String> path;
  private final List<Term> packageSteps;
  private final Map<String, Term> imports = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private final Set<String> rules;

  /**
   * @param rules first words of all rules of the package, in any module
   */
  ModuleScope(
      @Nullable Module module,
      List<String> path,
      Location at,
      List<Import> imports,
      Set<String> rules) {
    this.module = module;
    this.path = path;
    this.packageLocation = at;
    this.rules = rules;
    this.packageSteps = Terms.data(path, at).path();
    for (Import i : imports) {
      if (isNaming(i)) {
        this.imports.put(name(i), i.path());
      }
    }
  }

  static ModuleScope of(Module module, Set<String> rules) {
    return new ModuleScope(
        module, module.path(), module.packageLocation(), module.imports(), rules);
  }

  List<String> path() {
    return path;
  }

  Location packageLocation() {
    return packageLocation;
  }

  List<Term> packageSteps() {
    return packageSteps;
  }

  boolean isStrictAbout(boolean strict) {
    return strict || module == null || module.version() == RegoVersion.V1;
  }

  /** What a name stands for: a reference or root, or null if nothing here has that name. */
  @Nullable Term find(Term.Var name) {
    Term imported = imports.get(name.name());
    if (imported != null) {
      used.add(name.name());
      return at(imported, name.location());
    }
    if (rules.contains(name.name())) {
      List<Term> steps = new ArrayList<>(packageSteps);
      steps.add(Terms.string(name.name(), name.location()));
      return new Term.Ref(new Term.Var("data", name.location()), steps, name.location());
    }
    return null;
  }

  private static Term at(Term path, Location location) {
    return switch (path) {
      case Term.Var v -> new Term.Var(v.name(), location);
      case Term.Ref r -> new Term.Ref(r.head(), r.path(), location);
      default -> path;
    };
  }

  boolean isUsed(Import i) {
    return used.contains(name(i));
  }

  /** Whether the import gives a name to a document or function, rather than a word to the text. */
  static boolean isNaming(Import i) {
    return !WORD_ROOTS.contains(steps(i.path()).getFirst());
  }

  /** The name that an import gives. */
  static String name(Import i) {
    return i.alias().orElseGet(() -> steps(i.path()).getLast());
  }

  private static List<String> steps(Term path) {
    List<String> steps = new ArrayList<>();
    if (path instanceof Term.Var v) {
      steps.add(v.name());
    } else if (path instanceof Term.Ref r) {
      steps.add(r.head() instanceof Term.Var v ? v.name() : "");
      for (Term step : r.path()) {
        steps.add(
            step instanceof Term.Constant c && c.value() instanceof RegoString s ? s.text() : "");
      }
    } else {
      steps.add("");
    }
    return steps;
  }
}
