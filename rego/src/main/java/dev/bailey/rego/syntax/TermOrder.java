package dev.bailey.rego.syntax;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * The order of terms that are not evaluated: constants as their values, then variables, references,
 * collections, comprehensions, calls and templates. Places do not count.
 */
public final class TermOrder implements Comparator<Term> {
  public static final TermOrder ORDER = new TermOrder();

  private TermOrder() {}

  @Override
  public int compare(Term a, Term b) {
    int ranks = Integer.compare(rank(a), rank(b));
    if (ranks != 0) {
      return ranks;
    }
    if (a instanceof Term.Constant c && b instanceof Term.Constant d) {
      return c.value().compareTo(d.value());
    }
    if (a instanceof Term.Var v && b instanceof Term.Var w) {
      return v.name().compareTo(w.name());
    }
    if (a instanceof Term.Ref r && b instanceof Term.Ref s) {
      int heads = compare(r.head(), s.head());
      return heads != 0 ? heads : compare(r.path(), s.path());
    }
    if (a instanceof Term.ArrayTerm x && b instanceof Term.ArrayTerm y) {
      return compare(x.items(), y.items());
    }
    if (a instanceof Term.SetTerm x && b instanceof Term.SetTerm y) {
      return compare(sorted(x.items()), sorted(y.items()));
    }
    if (a instanceof Term.Call x && b instanceof Term.Call y) {
      int operators = compare(x.operator(), y.operator());
      return operators != 0 ? operators : compare(x.arguments(), y.arguments());
    }
    return SyntaxJson.of(a).compareTo(SyntaxJson.of(b));
  }

  private List<Term> sorted(List<Term> items) {
    return items.stream().sorted(this).toList();
  }

  private int compare(List<Term> a, List<Term> b) {
    Iterator<Term> others = b.iterator();
    for (Term item : a) {
      if (!others.hasNext()) {
        return 1;
      }
      int result = compare(item, others.next());
      if (result != 0) {
        return result;
      }
    }
    return others.hasNext() ? -1 : 0;
  }

  private static int rank(Term term) {
    return switch (term) {
      case Term.Constant c -> 0;
      case Term.Var v -> SyntaxJson.isRoot(v) ? 2 : 1;
      case Term.Ref r -> 2;
      case Term.ArrayTerm a -> 3;
      case Term.ObjectTerm o -> 4;
      case Term.SetTerm s -> 5;
      case Term.ArrayComprehension c -> 6;
      case Term.ObjectComprehension c -> 7;
      case Term.SetComprehension c -> 8;
      case Term.Call c -> 9;
      case Term.Template t -> 10;
    };
  }
}
