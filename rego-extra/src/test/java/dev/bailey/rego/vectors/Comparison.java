package dev.bailey.rego.vectors;

import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Source;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Expr;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings results into the form in which the vectors give theirs. */
public final class Comparison {
  private final boolean sortBindings;
  private final boolean ignoreGenerated;
  private final Set<String> declared;

  Comparison(Case c) {
    this.declared = declared(c.query());
    this.sortBindings = c.sortBindings();
    this.ignoreGenerated = c.ignoreGenerated();
  }

  /**
   * The variables that a query declares. The vectors know them, like wildcards, by generated names
   * only.
   */
  private static Set<String> declared(String query) {
    Set<String> names = new HashSet<>();
    if (Parser.query(new Source("query", query), ParseOptions.of(RegoVersion.V1))
        instanceof Parsed.Ok<Body>(Body body)) {
      for (Expr expr : body.expressions()) {
        if (expr.kind() instanceof Expr.Call(Term.Call call)
            && call.operator() instanceof Term.Var operator
            && operator.name().equals("assign")
            && call.arguments().getFirst() instanceof Term.Var name) {
          names.add(name.name());
        }
      }
    }
    return names;
  }

  /** The rows in one order, each an object of bindings. */
  Value wanted(RegoArray rows) {
    List<Value> all = new ArrayList<>();
    for (Value row : rows) {
      if (row instanceof RegoObject bindings) {
        RegoObject.Builder out = RegoObject.builder();
        bindings.forEach((name, value) -> put(out, ((RegoString) name).text(), value));
        all.add(out.build());
      }
    }
    Collections.sort(all);
    return RegoArray.of(all);
  }

  /** The rows of an evaluation in the same order and form. */
  Value got(List<Map<String, Value>> rows) {
    List<Value> all = new ArrayList<>();
    for (Map<String, Value> row : rows) {
      RegoObject.Builder out = RegoObject.builder();
      row.forEach((name, value) -> put(out, name, plain(value)));
      all.add(out.build());
    }
    Collections.sort(all);
    return RegoArray.of(all);
  }

  private void put(RegoObject.Builder out, String name, Value value) {
    boolean generated = name.startsWith("$") || declared.contains(name);
    if (!generated && (!ignoreGenerated || !name.startsWith("_"))) {
      out.put(name, sortBindings && value instanceof RegoArray a ? sorted(a) : value);
    }
  }

  private static Value sorted(RegoArray array) {
    List<Value> items = new ArrayList<>();
    array.forEach(items::add);
    Collections.sort(items);
    return RegoArray.of(items);
  }

  /** A value with only what JSON has. */
  public static Value plain(Value value) {
    return switch (value) {
      case RegoArray a -> items(a, a.size());
      case RegoSet s -> items(s, s.size());
      case RegoObject o -> {
        RegoObject.Builder out = RegoObject.builder();
        o.forEach((key, item) ->
            out.put(key instanceof RegoString s ? s.text() : key.toJson(), plain(item)));
        yield out.build();
      }
      default -> value;
    };
  }

  private static Value items(Iterable<Value> items, int size) {
    List<Value> out = new ArrayList<>(size);
    items.forEach(item -> out.add(plain(item)));
    return RegoArray.of(out);
  }
}
