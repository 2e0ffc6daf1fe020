package dev.bailey.rego;

import dev.bailey.rego.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON schemas by which references are checked when a policy is compiled: one of the input, and any
 * number that annotations call by a path, {@code schema.acl["user"]}. Immutable.
 *
 * @param documents by path; the empty path is that of the input
 */
public record Schemas(Map<List<String>, Document> documents) {
  /** None; annotations that call one by its path then say nothing. */
  public static final Schemas NONE = new Schemas(Map.of());

  public Schemas {
    documents = Map.copyOf(documents);
  }

  /**
   * A schema.
   *
   * @param name how errors call it, usually a file name
   */
  public record Document(String name, Value schema) {}

  /** The schema of the input alone. */
  public static Schemas ofInput(String name, Value schema) {
    return NONE.with(List.of(), name, schema);
  }

  /** One more; it takes the place of another with the same path. */
  public Schemas with(List<String> path, String name, Value schema) {
    Map<List<String>, Document> all = new HashMap<>(documents);
    all.put(List.copyOf(path), new Document(name, schema));
    return new Schemas(all);
  }

  /** These and others, which win. */
  public Schemas with(Schemas others) {
    Map<List<String>, Document> all = new HashMap<>(documents);
    all.putAll(others.documents);
    return new Schemas(all);
  }
}
