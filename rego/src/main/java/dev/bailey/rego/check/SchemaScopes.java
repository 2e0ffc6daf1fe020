package dev.bailey.rego.check;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoError.Code;
import dev.bailey.rego.Schemas;
import dev.bailey.rego.Source;
import dev.bailey.rego.check.Errors.Stage;
import dev.bailey.rego.syntax.Annotation;
import dev.bailey.rego.type.Type;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What schemas say of the documents that a rule reads, by its annotations and those above it. */
final class SchemaScopes {
  private static final RegoString SCHEMAS = RegoString.of("schemas");
  private static final Value INPUT = RegoString.of("input");

  private final Schemas schemas;
  private final Metadata metadata;
  private final Errors errors;
  private final DocumentTypes input;
  private final Map<List<String>, Optional<Type>> called = new HashMap<>();
  private final IdentityHashMap<Value, Optional<Type>> inline = new IdentityHashMap<>();

  /** Types of the documents that a rule reads. */
  record Scope(DocumentTypes data, DocumentTypes input) {}

  SchemaScopes(Schemas schemas, Metadata metadata, Errors errors) {
    this.schemas = schemas;
    this.metadata = metadata;
    this.errors = errors;
    Schemas.Document document = schemas.documents().get(List.of());
    this.input = document == null ? new DocumentTypes() : input(document);
  }

  private DocumentTypes input(Schemas.Document document) {
    try {
      return DocumentTypes.of(SchemaTypes.of(document.schema(), errors.effort()));
    } catch (SchemaTypes.Unreadable wrong) {
      Location place = new Location(new Source(document.name(), ""), 0, 0, 0, 0);
      report(document.name() + ": " + wrong.getMessage(), place);
      return new DocumentTypes();
    }
  }

  /** What holds for queries, and for rules that no annotation speaks of. */
  DocumentTypes input() {
    return input;
  }

  /** What holds for a rule. */
  Scope of(Draft rule, DocumentTypes data) {
    Scope scope = new Scope(data, input);
    for (Annotation annotation : metadata.widestFirst(rule)) {
      if (annotation.content().get(SCHEMAS) instanceof RegoArray all) {
        for (Value one : all) {
          if (one instanceof RegoObject schema) {
            scope = with(scope, schema, rule.location());
          }
        }
      }
    }
    return scope;
  }

  private Scope with(Scope scope, RegoObject annotated, Location place) {
    Optional<Type> type = type(annotated, place);
    if (type.isEmpty() || !(annotated.get("path") instanceof RegoArray path)) {
      return scope;
    }
    List<Value> steps = new ArrayList<>();
    path.forEach(steps::add);
    List<Value> below = steps.subList(1, steps.size());
    return steps.getFirst().equals(INPUT)
        ? new Scope(scope.data, scope.input.overlaid(below, type.get(), errors.effort()))
        : new Scope(scope.data.overlaid(below, type.get(), errors.effort()), scope.input);
  }

  /** What an annotation says; nothing if it calls a schema and none were given at all. */
  private Optional<Type> type(RegoObject annotated, Location place) {
    Value definition = annotated.get("definition");
    if (definition != null) {
      Optional<Type> known = inline.get(definition);
      if (known == null) {
        known = read("", definition, place);
        inline.put(definition, known);
      }
      return known;
    }
    if (schemas.documents().isEmpty()
        || !(annotated.get("schema") instanceof RegoArray reference)) {
      return Optional.empty();
    }
    List<String> path = new ArrayList<>();
    reference.forEach(step -> path.add(((RegoString) step).text()));
    Schemas.Document document = schemas.documents().get(path.subList(1, path.size()));
    if (document == null) {
      report("undefined schema: " + text(path), place);
      return Optional.empty();
    }
    Optional<Type> known = called.get(path);
    if (known == null) {
      known = read(document.name() + ": ", document.schema(), place);
      called.put(path, known);
    }
    return known;
  }

  private static String text(List<String> path) {
    StringBuilder out = new StringBuilder(path.getFirst());
    for (String step : path.subList(1, path.size())) {
      out.append(
          step.matches("[A-Za-z_][A-Za-z0-9_]*") ? "." + step : "[" + RegoString.of(step) + "]");
    }
    return out.toString();
  }

  private Optional<Type> read(String name, Value schema, Location place) {
    try {
      return Optional.of(SchemaTypes.of(schema, errors.effort()));
    } catch (SchemaTypes.Unreadable wrong) {
      report(name + wrong.getMessage(), place);
      return Optional.empty();
    }
  }

  private void report(String why, Location place) {
    boolean own = why.startsWith("undefined schema");
    errors.add(
        Stage.TYPES,
        new RegoError(Code.TYPE, own ? why : "unable to compile the schema: " + why, place));
  }
}
