package dev.bailey.policy;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One enforcement point with its input document.
 *
 * @param point what is about to happen
 * @param input the input document: text keys, and values made of {@code String}, {@code Long},
 *     {@code Boolean}, {@code List} and {@code Map} of the same; describes the resolved object,
 *     never a name that would be resolved again
 */
public record Question(Point point, Map<String, Object> input) {
  public Question {
    input = Map.copyOf(input);
  }

  /** Text of that name in the input, or empty text. */
  public String text(String name) {
    return input.get(name) instanceof String s ? s : "";
  }

  /** List of texts of that name in the input, or an empty list. */
  public List<String> texts(String name) {
    return input.get(name) instanceof List<?> l
        ? l.stream().map(Objects::toString).toList()
        : List.of();
  }
}
