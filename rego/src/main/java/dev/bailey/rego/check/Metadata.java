package dev.bailey.rego.check;

import dev.bailey.rego.check.Errors.Stage;
import dev.bailey.rego.syntax.Annotation;
import dev.bailey.rego.syntax.Annotation.Scope;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The metadata of all modules, and what {@code rego.metadata} calls say about it in each rule. */
final class Metadata {
  private static final String RULE = "rego.metadata.rule";
  private static final String CHAIN = "rego.metadata.chain";

  private final Errors errors;

  /** By what they hold for and its path; there is one of each at most. */
  private final Map<Scope, Map<List<Value>, Annotation>> shared = new EnumMap<>(Scope.class);

  Metadata(Errors errors) {
    this.errors = errors;
    for (Scope scope : Scope.values()) {
      shared.put(scope, new HashMap<>());
    }
  }

  void add(Module module) {
    List<Value> path = List.copyOf(module.path().stream().map(RegoString::of).toList());
    for (Annotation a : module.annotations()) {
      if (a.scope() == Scope.PACKAGE || a.scope() == Scope.SUBPACKAGES) {
        add(path, a);
      }
    }
  }

  void add(Draft rule) {
    for (Annotation a : rule.source.annotations()) {
      if (a.scope() == Scope.DOCUMENT) {
        add(rule.path, a);
      }
    }
  }

  private void add(List<Value> path, Annotation annotation) {
    Annotation first = of(annotation.scope()).putIfAbsent(path, annotation);
    if (first != null && !first.location().equals(annotation.location())) {
      errors.type(
          Stage.ANNOTATIONS,
          annotation.scope().text() + " annotation redeclared: " + first.location(),
          annotation.location());
    }
  }

  private Map<List<Value>, Annotation> of(Scope scope) {
    return shared.getOrDefault(scope, Map.of());
  }

  /**
   * The annotations that hold for a rule, the widest first: of packages above, of its package, of
   * its document, its own.
   */
  List<Annotation> widestFirst(Draft rule) {
    List<Annotation> all = new ArrayList<>();
    List<Value> path = packageOf(rule);
    for (int n = 1; n <= path.size(); n++) {
      add(of(Scope.SUBPACKAGES).get(path.subList(0, n)), all);
    }
    add(of(Scope.PACKAGE).get(path), all);
    add(of(Scope.DOCUMENT).get(rule.path), all);
    rule.source.annotations().stream().filter(a -> a.scope() == Scope.RULE).forEach(all::add);
    return all;
  }

  private static void add(@Nullable Annotation annotation, List<Annotation> to) {
    if (annotation != null) {
      to.add(annotation);
    }
  }

  private static List<Value> packageOf(Draft rule) {
    return rule.path.subList(0, Math.min(rule.scope.path().size(), rule.path.size()));
  }

  static boolean isCall(Term.Call call) {
    return Terms.isCallOf(call, RULE) || Terms.isCallOf(call, CHAIN);
  }

  /** What a call gives inside a rule, if it is one of those that ask for metadata. */
  Optional<Term.Constant> value(Term.Call call, Draft rule) {
    Optional<Value> value =
        Terms.isCallOf(call, RULE)
            ? Optional.of(own(rule))
            : Terms.isCallOf(call, CHAIN) ? Optional.of(chain(rule)) : Optional.empty();
    return value.map(v -> new Term.Constant(v, call.location()));
  }

  private static Value own(Draft rule) {
    List<Annotation> own = nearestFirst(rule);
    return own.isEmpty() ? RegoObject.EMPTY : own.getFirst().content();
  }

  private static List<Annotation> nearestFirst(Draft rule) {
    return rule.source.annotations().reversed().stream()
        .filter(a -> a.scope() == Scope.RULE)
        .toList();
  }

  private Value chain(Draft rule) {
    List<Value> entries = new ArrayList<>();
    List<Annotation> own = nearestFirst(rule);
    if (own.isEmpty()) {
      RegoArray path = RegoArray.of(rule.path);
      entries.add(RegoObject.builder().put("path", path).build());
    }
    own.forEach(a -> entry(a, rule.path, entries));
    entry(of(Scope.DOCUMENT).get(rule.path), rule.path, entries);
    List<Value> path = packageOf(rule);
    entry(of(Scope.PACKAGE).get(path), path, entries);
    for (int n = path.size(); n > 0; n--) {
      List<Value> outer = path.subList(0, n);
      entry(of(Scope.SUBPACKAGES).get(outer), outer, entries);
    }
    return RegoArray.of(entries);
  }

  private static void entry(@Nullable Annotation annotation, List<Value> path, List<Value> to) {
    if (annotation != null) {
      to.add(
          RegoObject.builder()
              .put("annotations", annotation.content())
              .put("path", RegoArray.of(path))
              .build());
    }
  }
}
