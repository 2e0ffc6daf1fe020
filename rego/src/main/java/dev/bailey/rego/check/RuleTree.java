package dev.bailey.rego.check;

import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules by the path of what they define. A node exists for each package, even without rules, and
 * for each constant step of a rule's name.
 *
 * @param rules whose {@link CoreRule#path} ends here, in the order of modules and of the text;
 *     defaults among them. Rules with keys stand beside rules below this node: together they make
 *     one document
 * @param children by next step, mostly strings, in the order of values
 */
public record RuleTree(List<CoreRule> rules, Map<Value, RuleTree> children) {
  public @Nullable RuleTree child(Value step) {
    return children.get(step);
  }

  /** The node at a path, or null if there is none. */
  public @Nullable RuleTree find(List<? extends Value> path) {
    RuleTree node = this;
    for (Value step : path) {
      node = node.children.get(step);
      if (node == null) {
        return null;
      }
    }
    return node;
  }

  /** Whether there are neither rules nor children here. */
  public boolean isEmpty() {
    return rules.isEmpty() && children.isEmpty();
  }
}
