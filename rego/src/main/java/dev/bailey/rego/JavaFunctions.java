package dev.bailey.rego;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes builtins of functions that know nothing of the language's values. */
final class JavaFunctions {
  private JavaFunctions() {}

  static <A, R> Builtin unary(
      String name, Class<A> a, Class<R> result, Function<? super A, ? extends R> code) {
    return Builtin.unary(
        name, "(" + type(a) + ") -> " + type(result), x -> value(code.apply(operand(x, 1, a))));
  }

  static <A, B, R> Builtin binary(
      String name,
      Class<A> a,
      Class<B> b,
      Class<R> result,
      BiFunction<? super A, ? super B, ? extends R> code) {
    return Builtin.binary(
        name,
        "(" + type(a) + ", " + type(b) + ") -> " + type(result),
        (x, y) -> value(code.apply(operand(x, 1, a), operand(y, 2, b))));
  }

  private static <T> T operand(Value value, int position, Class<T> type) throws BuiltinException {
    return switch (JavaTypes.of(value, type)) {
      case Result.Ok<T> ok -> ok.value();
      case Result.Failed<T> failed ->
          throw BuiltinException.type(
              "operand " + position + ": " + failed.errors().getFirst().message());
    };
  }

  private static @Nullable Value value(Object made) {
    if (made instanceof Optional<?> optional && optional.isEmpty()) {
      return null;
    }
    return switch (JavaValues.value(made)) {
      case Result.Ok<Value> ok -> ok.value();
      case Result.Failed<Value> failed ->
          throw new IllegalStateException(failed.errors().getFirst().message());
    };
  }

  /** The type of the language by which calls are checked before they are made. */
  private static String type(Class<?> java) {
    Class<?> boxed = JavaScalars.boxed(java);
    if (boxed == Boolean.class) {
      return "boolean";
    } else if (CharSequence.class.isAssignableFrom(boxed) || boxed.isEnum()) {
      return "string";
    } else if (Number.class.isAssignableFrom(boxed)) {
      return "number";
    } else if (boxed.isRecord() || Map.class.isAssignableFrom(boxed)) {
      return "object[any: any]";
    }
    return Set.class.isAssignableFrom(boxed) ? "any<array[any], set[any]>" : "any";
  }
}
