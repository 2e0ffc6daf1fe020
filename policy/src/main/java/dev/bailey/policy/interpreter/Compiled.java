package dev.bailey.policy.interpreter;

import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.Optional;
import java.util.function.Consumer;

/** Modules that are ready to be asked: immutable, shared by everybody who has the same modules. */
public interface Compiled {
  /**
   * Asks one question.
   *
   * @param question a reference such as {@code data.policy.mount_device}, or any expression
   * @param data the documents below {@code data}
   * @param prints takes what the modules print, if they were compiled to print
   * @return empty if the answer is undefined
   */
  Tried<Optional<Value>> ask(
      String question, RegoObject data, Value input, Consumer<String> prints);
}
