package dev.bailey.rego.type;

import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;

/** What is known of a value before evaluation. */
public sealed interface Type {
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
    STRING
  }

  /** Of a variable whose type was not found out, by whatever error or cycle. */
  enum Unknown implements Type {
    UNKNOWN
  }

  /** {@code array<a, b>[rest]}: known items first, then any number of others if {@code rest}. */
  record ArrayOf(List<Type> items, Optional<Type> rest) implements Type {
    public ArrayOf {
      items = List.copyOf(items);
    }
  }

  record SetOf(Type member) implements Type {}

  /** {@code object<k: a>[key: value]}: known keys, then others if {@code rest}. */
  record ObjectOf(List<Property> properties, Optional<Rest> rest) implements Type {
    public ObjectOf {
      properties = List.copyOf(properties);
    }
  }

  record Property(Value key, Type value) {}

  record Rest(Type key, Type value) {}

  /** One of several; none means anything. */
  record Union(List<Type> alternatives) implements Type {
    public Union {
      alternatives = List.copyOf(alternatives);
    }
  }

  /**
   * A function.
   *
   * @param variadic type of any number of further arguments
   * @param result absent for a call that has no value, such as {@code print}
   */
  record Function(List<Type> arguments, Optional<Type> variadic, Optional<Type> result)
      implements Type {
    public Function {
      arguments = List.copyOf(arguments);
    }
  }
}
