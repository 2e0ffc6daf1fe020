package dev.bailey.rego;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads trees of other libraries. */
final class Trees {
  private Trees() {}

  static <N> Result<Value> value(N root, Tree<N> tree) {
    try {
      return Result.ok(convert(root, tree, 0));
    } catch (NumberFormatException wrong) {
      return JavaValues.refused("a number of the tree is not one of JSON");
    } catch (JavaValues.TooDeep deep) {
      return JavaValues.refused(JavaValues.TooDeep.MESSAGE);
    } catch (StackOverflowError deep) {
      return JavaValues.tooDeep();
    } catch (RuntimeException thrown) {
      return JavaValues.unreadable(thrown);
    }
  }

  private static <N> Value convert(N node, Tree<N> tree, int depth) throws JavaValues.TooDeep {
    JavaValues.TooDeep.check(depth);
    return switch (tree.kind(node)) {
      case NULL -> RegoNull.NULL;
      case BOOLEAN -> RegoBoolean.of(tree.isTrue(node));
      case NUMBER -> RegoNumber.parse(tree.text(node));
      case STRING -> RegoString.of(tree.text(node));
      case ARRAY, SET -> {
        List<Value> items = new ArrayList<>();
        for (N item : tree.items(node)) {
          items.add(convert(item, tree, depth + 1));
        }
        yield RegoArray.of(items);
      }
      case OBJECT -> {
        RegoObject.Builder entries = RegoObject.builder();
        for (Map.Entry<String, ? extends N> entry : tree.entries(node)) {
          entries.put(entry.getKey(), convert(entry.getValue(), tree, depth + 1));
        }
        yield entries.build();
      }
    };
  }
}
