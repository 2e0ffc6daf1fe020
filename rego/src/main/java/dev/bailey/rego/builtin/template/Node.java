package dev.bailey.rego.builtin.template;

import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;

/** A part of a template. */
sealed interface Node {
  /** Text as it stands. */
  record Text(String text) implements Node {}

  /** The value of a pipeline, or only what it declares. */
  record Action(Pipe pipe) implements Node {}

  /** One of two parts, by whether a value is empty. */
  record If(Pipe pipe, List<Node> then, List<Node> otherwise) implements Node {}

  /** A part with another dot, unless that is empty. */
  record With(Pipe pipe, List<Node> then, List<Node> otherwise) implements Node {}

  /** A part for each member. */
  record Range(Pipe pipe, List<Node> body, List<Node> otherwise) implements Node {}

  /** Another template. */
  record Include(String name, Optional<Pipe> pipe) implements Node {}

  /** The end of a loop, or of one round. */
  record Leave(boolean round) implements Node {}

  /**
   * Commands of which each gets the value of the one before as its last argument.
   *
   * @param variables that take the value
   * @param declares whether they are new
   */
  record Pipe(List<String> variables, boolean declares, List<Command> commands) {}

  /** A value, or a function and its arguments. */
  record Command(List<Operand> words) {}

  /** A word of a command. */
  sealed interface Operand {}

  /** Members of the dot; none: the dot itself. */
  record Field(List<String> names) implements Operand {}

  /** A variable and its members. */
  record Variable(String name, List<String> fields) implements Operand {}

  /** A function. */
  record Function(String name) implements Operand {}

  /** A value that stands in the template. */
  record Literal(Item value) implements Operand {}

  /** A pipeline in parentheses and its members. */
  record Nested(Pipe pipe, List<String> fields) implements Operand {}

  /** A value while a template is rendered. */
  sealed interface Item {}

  /** A value of the language; its numbers behave like strings. */
  record Data(Value value) implements Item {}

  /** A whole number of the template. */
  record Whole(long value) implements Item {}

  /** Another number of the template. */
  record Real(double value) implements Item {}

  /** What is not there. */
  enum Missing implements Item {
    MISSING
  }
}
