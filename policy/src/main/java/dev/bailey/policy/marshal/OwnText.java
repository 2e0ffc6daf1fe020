package dev.bailey.policy.marshal;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rules of Bailey's own points as text: what is declared, and the points that it decides. */
final class OwnText {
  private final StringBuilder out;

  OwnText(StringBuilder out) {
    this.out = out;
  }

  /** The lists, limits and flags. */
  void declarations(OwnRules rules) {
    for (OwnList list : OwnList.values()) {
      if (rules.lists().containsKey(list)) {
        assign(list.text(), items(rules.items(list).stream().map(Compact::value).toList()));
      }
    }
    if (!rules.limits().isEmpty()) {
      assign(
          "limits",
          new TreeMap<>(rules.limits())
              .entrySet().stream()
                  .map(entry -> "    " + Compact.text(entry.getKey()) + ": " + entry.getValue())
                  .collect(Collectors.joining(",\n", "{\n", ",\n}")));
    }
    rules.maxOutputs().ifPresent(most -> assign("max_outputs", Long.toString(most)));
    for (OwnFlag flag : OwnFlag.values()) {
      if (rules.flags().contains(flag)) {
        assign(flag.text(), "true");
      }
    }
  }

  private static String items(List<String> items) {
    return items.size() < 2
        ? items.stream().collect(Collectors.joining(",", "[", "]"))
        : items.stream().collect(Collectors.joining(",\n    ", "[\n    ", ",\n]"));
  }

  /** Hands the points to the library. */
  void points(OwnRules rules) {
    rules.points().forEach(point -> assign(point, "data.bailey." + point));
  }

  private void assign(String name, String value) {
    out.append(name).append(" := ").append(value).append('\n');
  }
}
