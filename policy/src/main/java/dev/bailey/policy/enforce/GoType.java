package dev.bailey.policy.enforce;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** What the reference's messages call the kinds of values, which is what its language does. */
final class GoType {
  private GoType() {}

  static String of(@Nullable Value value) {
    return switch (value) {
      case null -> "<nil>";
      case RegoNull n -> "<nil>";
      case RegoBoolean b -> "bool";
      case RegoNumber n -> "json.Number";
      case RegoString s -> "string";
      case RegoArray a -> "[]interface {}";
      case RegoSet s -> "[]interface {}";
      case RegoObject o -> "map[string]interface {}";
    };
  }
}
