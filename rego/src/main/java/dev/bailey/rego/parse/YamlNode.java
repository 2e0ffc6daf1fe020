package dev.bailey.rego.parse;

import java.util.List;

/** A piece of YAML; lines are counted from 0. */
sealed interface YamlNode {
  int line();

  /**
   * A scalar.
   *
   * @param plain whether it was written without quotes, so that its text may mean a number or so
   */
  record Scalar(String text, boolean plain, int line) implements YamlNode {}

  record Sequence(List<YamlNode> items, int line) implements YamlNode {}

  record Mapping(List<Entry> entries, int line) implements YamlNode {}

  record Entry(String key, YamlNode value, int line) {}
}
