package dev.bailey.rego.type;

import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;

/** What is known of a value before evaluation. */
public sealed interface Type {
  /** How much it says. */
  Extent extent();

  /** Anything at all. */
  Type ANY = new Union(List.of());

  Type NULL = Scalar.NULL;
  Type BOOLEAN = Scalar.BOOLEAN;
  Type NUMBER = Scalar.NUMBER;
  Type STRING = Scalar.STRING;

  enum Scalar implements Type {
    NULL,
    BOOLEAN,
    NUMBER,
    STRING;

    @Override
    public Extent extent() {
      return Extent.PART;
    }
  }

  /** Of a variable whose type was not found out, by whatever error or cycle. */
  enum Unknown implements Type {
    UNKNOWN;

    @Override
    public Extent extent() {
      return Extent.UNKNOWN;
    }
  }

  /** {@code array<a, b>[rest]}: known items first, then any number of others if {@code rest}. */
  record ArrayOf(List<Type> items, Optional<Type> rest, Extent extent) implements Type {
    /** Whatever extent is given, the type's own is taken. */
    public ArrayOf {
      items = List.copyOf(items);
      extent = Extent.PART.with(items).with(rest);
    }

    public ArrayOf(List<Type> items, Optional<Type> rest) {
      this(items, rest, Extent.PART);
    }
  }

  record SetOf(Type member, Extent extent) implements Type {
    /** Whatever extent is given, the type's own is taken. */
    public SetOf {
      extent = Extent.PART.with(member);
    }

    public SetOf(Type member) {
      this(member, Extent.PART);
    }
  }

  /** {@code object<k: a>[key: value]}: known keys, then others if {@code rest}. */
  record ObjectOf(List<Property> properties, Optional<Rest> rest, Extent extent) implements Type {
    /** Whatever extent is given, the type's own is taken. */
    public ObjectOf {
      properties = List.copyOf(properties);
      extent = Extent.PART;
      for (Property p : properties) {
        extent = extent.with(p.value());
      }
      extent = rest.isPresent() ? extent.with(rest.get().key()).with(rest.get().value()) : extent;
    }

    public ObjectOf(List<Property> properties, Optional<Rest> rest) {
      this(properties, rest, Extent.PART);
    }
  }

  record Property(Value key, Type value) {}

  record Rest(Type key, Type value) {}

  /** One of several; none means anything. */
  record Union(List<Type> alternatives, Extent extent) implements Type {
    /** Whatever extent is given, the type's own is taken. */
    public Union {
      alternatives = List.copyOf(alternatives);
      extent = Extent.PART.with(alternatives);
    }

    public Union(List<Type> alternatives) {
      this(alternatives, Extent.PART);
    }
  }

  /**
   * A function.
   *
   * @param variadic type of any number of further arguments
   * @param result absent for a call that has no value, such as {@code print}
   */
  record Function(
      List<Type> arguments, Optional<Type> variadic, Optional<Type> result, Extent extent)
      implements Type {
    /** Whatever extent is given, the type's own is taken. */
    public Function {
      arguments = List.copyOf(arguments);
      extent = Extent.PART.with(arguments).with(result).known();
    }

    public Function(List<Type> arguments, Optional<Type> variadic, Optional<Type> result) {
      this(arguments, variadic, result, Extent.PART);
    }
  }
}
