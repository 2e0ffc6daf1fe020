package dev.bailey.rego.check;

import dev.bailey.rego.type.Type;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Types of which one part is known better. */
final class Overlay {
  private static final Optional<Type.Rest> ANYTHING =
      Optional.of(new Type.Rest(Type.ANY, Type.ANY));

  private Overlay() {}

  /** A type with another at a path below it; what is no object becomes one. */
  static Type of(Type type, List<Value> path, Type known) {
    if (path.isEmpty()) {
      return known;
    }
    if (!(type instanceof Type.ObjectOf object)) {
      return object(path, known, ANYTHING);
    }
    List<Value> below = path.subList(1, path.size());
    List<Type.Property> properties = new ArrayList<>();
    Type inner = object(below, known, object.rest());
    for (Type.Property p : object.properties()) {
      if (p.key().equals(path.getFirst())) {
        inner = of(p.value(), below, known);
      } else {
        properties.add(p);
      }
    }
    properties.add(new Type.Property(path.getFirst(), inner));
    properties.sort(Comparator.comparing(Type.Property::key));
    return new Type.ObjectOf(properties, object.rest());
  }

  /** Objects in one another down to a type. */
  private static Type object(List<Value> path, Type known, Optional<Type.Rest> rest) {
    Type type = known;
    for (Value key : path.reversed()) {
      type = new Type.ObjectOf(List.of(new Type.Property(key, type)), rest);
    }
    return type;
  }
}
