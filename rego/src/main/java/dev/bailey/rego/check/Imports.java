package dev.bailey.rego.check;

import dev.bailey.rego.check.Errors.Stage;
import dev.bailey.rego.syntax.Import;
import dev.bailey.rego.syntax.Term;
import java.util.HashMap;
import java.util.Map;

/** Checks that a module's imports have names of their own and, in strict mode, are used. */
final class Imports {
  private Imports() {}

  static void distinct(Iterable<Import> imports, Errors errors) {
    Map<String, Import> byName = new HashMap<>();
    for (Import i : imports) {
      Import before = byName.putIfAbsent(ModuleScope.name(i), i);
      if (before != null) {
        errors.compile(Stage.IMPORTS, "import must not shadow " + text(before), i.location());
      }
    }
  }

  static void used(ModuleScope scope, Iterable<Import> imports, Errors errors) {
    for (Import i : imports) {
      if (ModuleScope.isNaming(i) && !scope.isUsed(i)) {
        errors.compile(Stage.IMPORTS, text(i) + " unused", i.location());
      }
    }
  }

  private static String text(Import i) {
    Locals none = new Locals();
    String path =
        i.path() instanceof Term.Ref r ? TermText.ref(r, none) : TermText.of(i.path(), none);
    return "import " + path + i.alias().map(a -> " as " + a).orElse("");
  }
}
