package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Annotation;
import dev.bailey.rego.syntax.Annotation.Scope;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metadata of all modules, and what {@code rego.metadata} calls say about it in each rule. */
final class Metadata {
  private static final String RULE = "rego.metadata.rule";
  private static final String CHAIN = "rego.metadata.chain";

  private final Map<List<Value>, List<Annotation>> documents = new HashMap<>();
  private final Map<List<Value>, List<Annotation>> packages = new HashMap<>();

  void add(Module module) {
    List<Value> path = List.copyOf(module.path().stream().map(RegoString::of).toList());
    for (Annotation a : module.annotations()) {
      if (a.scope() == Scope.PACKAGE || a.scope() == Scope.SUBPACKAGES) {
        packages.computeIfAbsent(path, p -> new ArrayList<>()).add(a);
      }
    }
  }

  void add(Draft rule) {
    for (Annotation a : rule.source.annotations()) {
      if (a.scope() == Scope.DOCUMENT) {
        documents.computeIfAbsent(rule.path, p -> new ArrayList<>()).add(a);
      }
    }
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
    add(own, rule.path, entries);
    add(documents.getOrDefault(rule.path, List.of()), rule.path, entries);
    List<Value> path = rule.path.subList(0, Math.min(rule.scope.path().size(), rule.path.size()));
    add(ofPackage(path, Scope.PACKAGE), path, entries);
    for (int n = path.size(); n > 0; n--) {
      List<Value> outer = path.subList(0, n);
      add(ofPackage(outer, Scope.SUBPACKAGES), outer, entries);
    }
    return RegoArray.of(entries);
  }

  private List<Annotation> ofPackage(List<Value> path, Scope scope) {
    return packages.getOrDefault(path, List.of()).stream().filter(a -> a.scope() == scope).toList();
  }

  private static void add(List<Annotation> annotations, List<Value> path, List<Value> to) {
    for (Annotation a : annotations) {
      to.add(
          RegoObject.builder()
              .put("annotations", a.content())
              .put("path", RegoArray.of(path))
              .build());
    }
  }
}
