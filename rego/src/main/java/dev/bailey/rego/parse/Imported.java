package dev.bailey.rego.parse;

import dev.bailey.rego.syntax.Import;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Term;
import java.util.Comparator;
import java.util.List;

/** What imports of the language itself mean. */
public final class Imported {
  /** The order of paths, part by part. */
  public static final Comparator<Term> PATHS =
      (a, b) -> {
        List<String> x = Imports.names(a);
        List<String> y = Imports.names(b);
        for (int i = 0; i < x.size() && i < y.size(); i++) {
          int result = x.get(i).compareTo(y.get(i));
          if (result != 0) {
            return result;
          }
        }
        return Integer.compare(x.size(), y.size());
      };

  private Imported() {}

  /** The parts of the path of an import. */
  public static List<String> names(Term path) {
    return Imports.names(path);
  }

  /** Whether a module imports one of the newer words, by itself or with all others. */
  public static boolean word(Module module, String word) {
    return module.imports().stream()
        .anyMatch(read ->
            Imports.is(read, "future", "keywords") || Imports.is(read, "future", "keywords", word));
  }

  /** Whether it changes what {@code not} covers. */
  public static boolean isOfNot(Import read) {
    return Imports.is(read, "future", "keywords", "not");
  }

  /** Whether it brings words of the language rather than a name. */
  public static boolean isOfLanguage(Import read) {
    String root = Imports.names(read.path()).getFirst();
    return root.equals("future") || root.equals("rego");
  }
}
