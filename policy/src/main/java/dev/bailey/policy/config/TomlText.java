package dev.bailey.policy.config;

import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** TOML as values. */
final class TomlText {
  private TomlText() {}

  /** Reads a text; errors say line and column. */
  static Tried<Value> read(String toml) {
    try {
      TomlParseResult result = Toml.parse(toml);
      return result.hasErrors()
          ? Tried.failed(
              result.errors().stream()
                  .map(TomlParseError::toString)
                  .collect(Collectors.joining("\n")))
          : Tried.done(table(result));
    } catch (RuntimeException | StackOverflowError e) {
      // The parser recurses, and throws on some texts that are not TOML.
      return Tried.failed("not TOML: " + e.getClass().getSimpleName());
    }
  }

  /**
   * Where something stands in a text that {@link #read} has read.
   *
   * @param way keys of tables and indexes of lists, from the outside
   * @return line and column of the last step that has a place, or nothing
   */
  static String place(String toml, List<Object> way) {
    Object here = Toml.parse(toml);
    String place = "";
    for (Object step : way) {
      TomlPosition found = null;
      if (here instanceof TomlTable table && step instanceof String key) {
        found = table.inputPositionOf(List.of(key));
        here = table.get(List.of(key));
      } else if (here instanceof TomlArray array && step instanceof Integer index) {
        found = array.inputPositionOf(index);
        here = array.get(index);
      }
      if (found == null) {
        break;
      }
      place = "line %d, column %d: ".formatted(found.line(), found.column());
    }
    return place;
  }

  private static RegoObject table(TomlTable table) {
    RegoObject.Builder all = RegoObject.builder();
    for (Map.Entry<String, Object> entry : table.entrySet()) {
      all.put(entry.getKey(), value(entry.getValue()));
    }
    return all.build();
  }

  private static RegoArray array(TomlArray array) {
    RegoArray.Builder all = RegoArray.builder();
    array.toList().forEach(item -> all.add(value(item)));
    return all.build();
  }

  private static Value value(Object value) {
    return switch (value) {
      case TomlTable table -> table(table);
      case TomlArray array -> array(array);
      case String text -> RegoString.of(text);
      case Boolean flag -> RegoBoolean.of(flag);
      case Long number -> RegoNumber.of(number);
      // Dates and fractions stand nowhere in a policy: a set is the value that fits nowhere.
      default -> dev.bailey.rego.value.RegoSet.EMPTY;
    };
  }
}
