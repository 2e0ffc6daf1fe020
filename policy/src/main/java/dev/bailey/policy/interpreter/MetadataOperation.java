package dev.bailey.policy.interpreter;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One change of the memory, as a policy writes it under {@code metadata}. What it means is found
 * out when it is applied: kinds and actions that nobody knows are errors there.
 *
 * @param type {@code map}, {@code set}, or unknown
 * @param name of the collection
 * @param action {@code add}, {@code update}, {@code remove}, or unknown
 * @param key of a map's entry; sets have none
 * @param value what is put there; a removal from a map needs none
 */
record MetadataOperation(
    String type, String name, String action, Optional<String> key, Optional<Value> value) {

  static final String MAP = "map";
  static final String SET = "set";

  /** Each may cost as much as there is in its collection, and no limit of evaluation counts it. */
  static final int MOST = 1000;

  /** Reads all operations of an answer. */
  static Tried<List<MetadataOperation>> all(Value written) {
    if (!(written instanceof RegoArray array)) {
      return Tried.failed("error loading metadata array: invalid type");
    }
    if (array.size() > MOST) {
      return Tried.failed(
          "error loading metadata array: %d operations, and %d are the most in one answer"
              .formatted(array.size(), MOST));
    }
    List<MetadataOperation> operations = new ArrayList<>(array.size());
    for (Value item : array) {
      switch (read(item)) {
        case Tried.Done<MetadataOperation> done -> operations.add(done.value());
        case Tried.Failed<MetadataOperation> failed -> {
          return Tried.failed("error loading metadata operation: " + failed.error());
        }
      }
    }
    return Tried.done(operations);
  }

  private static Tried<MetadataOperation> read(Value written) {
    if (!(written instanceof RegoObject object)) {
      return Tried.failed("unable to load metadata object");
    }
    Optional<Value> type = field(object, "type");
    if (type.isPresent() && text(type).isEmpty()) {
      return Tried.failed("unable to load metadata type");
    }
    Optional<String> name = text(field(object, "name"));
    if (name.isEmpty()) {
      return Tried.failed("unable to load metadata name");
    }
    Optional<String> action = text(field(object, "action"));
    if (action.isEmpty()) {
      return Tried.failed("unable to load metadata action");
    }
    Optional<Value> key = field(object, "key");
    if (key.isPresent() && text(key).isEmpty()) {
      return Tried.failed("unable to load metadata key");
    }
    String kind = text(type).orElse(MAP);
    Optional<Value> value = field(object, "value");
    boolean needless = action.get().equals("remove") && !kind.equals(SET);
    if (value.isEmpty() && !needless) {
      return Tried.failed("missing metadata value");
    }
    if (kind.equals(MAP) && key.isEmpty()) {
      return Tried.failed("missing metadata key");
    }
    return Tried.done(new MetadataOperation(kind, name.get(), action.get(), text(key), value));
  }

  private static Optional<Value> field(RegoObject object, String name) {
    return Optional.ofNullable(object.get(name));
  }

  private static Optional<String> text(Optional<Value> value) {
    return value.flatMap(v -> v instanceof RegoString s ? Optional.of(s.text()) : Optional.empty());
  }
}
