package dev.bailey.rego.type;

import java.util.Comparator;

/** The order of alternatives in a union, so that equal unions are written alike. */
final class TypeOrder {
  static final Comparator<Type> BY_KIND =
      Comparator.<Type>comparingInt(TypeOrder::rank).thenComparing(TypeText::of);

  private TypeOrder() {}

  private static int rank(Type type) {
    return switch (type) {
      case Type.Scalar.NULL -> 0;
      case Type.Scalar.BOOLEAN -> 1;
      case Type.Scalar.NUMBER -> 2;
      case Type.Scalar.STRING -> 3;
      case Type.ArrayOf a -> 4;
      case Type.ObjectOf o -> 5;
      case Type.SetOf s -> 6;
      case Type.Union u -> 7;
      case Type.Function f -> 8;
      case Type.Unknown u -> 9;
    };
  }
}
