package dev.bailey.rego.type;

import java.util.List;
import java.util.Optional;

/**
 * The declared arguments and result of a builtin.
 *
 * @param names of the arguments, empty texts where they have none
 */
public record Signature(
    List<String> names, List<Type> arguments, Optional<Type> variadic, Optional<Type> result) {
  public Signature {
    names = List.copyOf(names);
    arguments = List.copyOf(arguments);
  }

  /**
   * Reads {@code (x: number, any<string, set[any]>) -> array<boolean, string>}. Types: {@code any},
   * {@code null}, {@code boolean}, {@code number}, {@code string}, {@code set[t]}, {@code
   * array[t]}, {@code array<t, u>}, {@code array<t>[u]}, {@code object[k: v]}, {@code object<a: t,
   * b: u>[k: v]}, {@code any<t, u>}; {@code ...t} as last argument for any number of them. Without
   * {@code -> t} the call has no value.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static Signature parse(String text) {
    return new SignatureReader(text).read();
  }

  public Type.Function asType() {
    return new Type.Function(arguments, variadic, result);
  }
}
