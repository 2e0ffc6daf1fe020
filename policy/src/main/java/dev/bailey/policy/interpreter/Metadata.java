package dev.bailey.policy.interpreter;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a policy remembers: maps and sets by name. Immutable; each change gives another memory.
 *
 * @param root maps are objects, sets are arrays in the order in which members came
 */
public record Metadata(RegoObject root) {
  public static final Metadata EMPTY = new Metadata(RegoObject.EMPTY);

  private static final String MAP_TYPE = "regopolicyinterpreter.regoMetadataMap";
  private static final String SET_TYPE = "regopolicyinterpreter.regoMetadataSet";

  /**
   * What is left of operations: those before one that failed are applied.
   *
   * @param error of the one that failed, if one did
   */
  record Applied(Metadata metadata, Optional<String> error) {}

  Applied apply(List<MetadataOperation> operations) {
    Metadata now = this;
    for (MetadataOperation operation : operations) {
      switch (now.apply(operation)) {
        case Tried.Done<Metadata> done -> now = done.value();
        case Tried.Failed<Metadata> failed -> {
          return new Applied(now, Optional.of(failed.error()));
        }
      }
    }
    return new Applied(now, Optional.empty());
  }

  private Tried<Metadata> apply(MetadataOperation operation) {
    String action = operation.action();
    return switch (operation.type()) {
      case MetadataOperation.MAP ->
          switch (action) {
            case "add" -> map(operation.name()).then(map -> add(map, operation));
            case "update" -> map(operation.name()).map(map -> put(map, operation));
            case "remove" -> map(operation.name()).map(map -> without(map, operation));
            default -> Tried.failed("unrecognized metadata action: " + action + " for map");
          };
      case MetadataOperation.SET ->
          switch (action) {
            case "add" -> set(operation.name()).map(set -> add(set, operation));
            case "remove" -> set(operation.name()).map(set -> without(set, operation));
            default -> Tried.failed("unrecognized metadata action: " + action + " for set");
          };
      default -> Tried.failed("unrecognized metadata type: " + operation.type());
    };
  }

  private Tried<RegoObject> map(String name) {
    return switch (root.get(name)) {
      case null -> Tried.done(RegoObject.EMPTY);
      case RegoObject map -> Tried.done(map);
      default -> Tried.failed("unable to get metadata: " + wrongType(name, MAP_TYPE, SET_TYPE));
    };
  }

  private Tried<RegoArray> set(String name) {
    return switch (root.get(name)) {
      case null -> Tried.done(RegoArray.EMPTY);
      case RegoArray set -> Tried.done(set);
      default -> Tried.failed("unable to get metadata: " + wrongType(name, SET_TYPE, MAP_TYPE));
    };
  }

  private static String wrongType(String name, String wanted, String saved) {
    return "metadata %s has the wrong type (wanted %s, but saved type was %s)"
        .formatted(name, wanted, saved);
  }

  private Tried<Metadata> add(RegoObject map, MetadataOperation operation) {
    String key = operation.key().orElseThrow();
    if (map.get(key) != null) {
      return Tried.failed(
          "cannot add metadata value, key %s[%s] already exists".formatted(operation.name(), key));
    }
    return Tried.done(put(map, operation));
  }

  private Metadata put(RegoObject map, MetadataOperation operation) {
    Value value = operation.value().orElseThrow();
    return with(operation.name(), map.put(RegoString.of(operation.key().orElseThrow()), value));
  }

  private Metadata without(RegoObject map, MetadataOperation operation) {
    return with(operation.name(), map.remove(RegoString.of(operation.key().orElseThrow())));
  }

  private Metadata add(RegoArray set, MetadataOperation operation) {
    Value value = operation.value().orElseThrow();
    List<Value> members = new ArrayList<>();
    for (Value member : set) {
      if (Documents.writtenAlike(member, value)) {
        return this;
      }
      members.add(member);
    }
    members.add(value);
    return with(operation.name(), RegoArray.of(members));
  }

  private Metadata without(RegoArray set, MetadataOperation operation) {
    Value gone = operation.value().orElseThrow();
    List<Value> kept = new ArrayList<>();
    set.forEach(member -> {
      if (!Documents.writtenAlike(member, gone)) {
        kept.add(member);
      }
    });
    return with(operation.name(), RegoArray.of(kept));
  }

  private Metadata with(String name, Value collection) {
    return new Metadata(root.put(RegoString.of(name), collection));
  }

  /** The value of a key in a map. */
  public Tried<Value> value(String name, String key) {
    String nothing = "value not found in %s for key %s".formatted(name, key);
    return switch (root.get(name)) {
      case null -> Tried.failed(nothing + " (map has not been initialized)");
      case RegoObject map -> {
        Value value = map.get(key);
        yield value == null ? Tried.failed(nothing) : Tried.done(value);
      }
      default -> Tried.failed(wrongType(name, MAP_TYPE, SET_TYPE));
    };
  }

  /** This memory as it is after it was put aside: its numbers have become doubles. */
  Metadata restored() {
    return new Metadata((RegoObject) Documents.inDoubles(root));
  }
}
