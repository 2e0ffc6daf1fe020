package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.type.Type;
import dev.bailey.rego.type.Types;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Types of the locals of a rule or query, and with them of terms. */
final class TypeEnvironment {
  private final DocumentTypes data;
  private final DocumentTypes input;
  private final Map<String, Type> locals = new HashMap<>();
  private final IdentityHashMap<Term, Type> comprehensions = new IdentityHashMap<>();

  TypeEnvironment(DocumentTypes data, DocumentTypes input) {
    this.data = data;
    this.input = input;
  }

  Type local(String name) {
    return locals.getOrDefault(name, Type.Unknown.UNKNOWN);
  }

  void set(String local, Type type) {
    locals.put(local, Types.bounded(type));
  }

  void setComprehension(Term comprehension, Type type) {
    comprehensions.put(comprehension, Types.bounded(type));
  }

  /** The documents below a root. */
  Optional<DocumentTypes> root(Term head) {
    return head instanceof Term.Var v && Terms.isRoot(v)
        ? Optional.of(v.name().equals("data") ? data : input)
        : Optional.empty();
  }

  Type of(Term term) {
    return switch (term) {
      case Term.Constant c -> Types.of(c.value());
      case Term.Var v -> root(v).map(r -> r.of(List.of())).orElseGet(() -> local(v.name()));
      case Term.Ref r ->
          root(r.head())
              .map(docs -> docs.of(r.path()))
              .orElseGet(() -> DocumentTypes.select(of(r.head()), r.path()));
      case Term.ArrayTerm a -> Types.array(of(a.items()));
      case Term.SetTerm s -> Types.set(of(s.items()));
      case Term.ObjectTerm o -> object(o);
      case Term.ArrayComprehension c -> comprehension(c);
      case Term.SetComprehension c -> comprehension(c);
      case Term.ObjectComprehension c -> comprehension(c);
      case Term.Call c -> Type.Unknown.UNKNOWN;
      case Term.Template t -> Type.STRING;
    };
  }

  List<Type> of(List<Term> terms) {
    List<Type> types = new ArrayList<>(terms.size());
    for (Term t : terms) {
      types.add(of(t));
    }
    return types;
  }

  private Type comprehension(Term comprehension) {
    return comprehensions.getOrDefault(comprehension, Type.Unknown.UNKNOWN);
  }

  private Type object(Term.ObjectTerm object) {
    Map<Value, Type> known = new TreeMap<>();
    Optional<Type.Rest> rest = Optional.empty();
    for (Term.Entry e : object.entries()) {
      if (e.key() instanceof Term.Constant c) {
        known.put(c.value(), of(e.value()));
      } else {
        Type key = of(e.key());
        Type value = of(e.value());
        rest =
            Optional.of(
                rest.isEmpty()
                    ? new Type.Rest(key, value)
                    : new Type.Rest(
                        Types.or(rest.get().key(), key), Types.or(rest.get().value(), value)));
      }
    }
    List<Type.Property> properties = new ArrayList<>(known.size());
    known.forEach((key, value) -> properties.add(new Type.Property(key, value)));
    return Types.object(properties, rest);
  }
}
