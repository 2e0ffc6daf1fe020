package dev.bailey.policy.law;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.Optional;

/** Entries of environments and the rules for them. */
final class EnvironmentMatch {
  private static final String STRING = "string";

  private EnvironmentMatch() {}

  /** Whether a rule allows an entry. */
  static boolean matches(Value rule, Value entry) {
    if (!(rule instanceof RegoObject object) || !(entry instanceof RegoString text)) {
      return false;
    }
    if (object.get("pattern") instanceof RegoString pattern) {
      return matches(text(object, "strategy"), pattern.text(), text.text());
    }
    int equals = text.text().indexOf('=');
    return equals >= 0
        && matches(
            text(object, "name_strategy"), text(object, "name"), text.text().substring(0, equals))
        && matches(
            text(object, "value_strategy"),
            text(object, "value"),
            text.text().substring(equals + 1));
  }

  /** The only entry that a rule allows, if there is but one. */
  static Optional<RegoString> only(RegoObject rule) {
    if (rule.get("pattern") instanceof RegoString pattern) {
      return text(rule, "strategy").equals(STRING) ? Optional.of(pattern) : Optional.empty();
    }
    return text(rule, "name_strategy").equals(STRING) && text(rule, "value_strategy").equals(STRING)
        ? Optional.of(RegoString.of(text(rule, "name") + "=" + text(rule, "value")))
        : Optional.empty();
  }

  /** The entries that a rule allows, as the policy says it. */
  static String shown(Value rule) {
    return rule instanceof RegoObject object
        ? object.get("pattern") instanceof RegoString pattern
            ? pattern.text()
            : text(object, "name") + "=" + text(object, "value")
        : "";
  }

  private static String text(RegoObject rule, String key) {
    return rule.get(key) instanceof RegoString text ? text.text() : "";
  }

  private static boolean matches(String strategy, String pattern, String text) {
    return switch (strategy) {
      case STRING -> pattern.equals(text);
      case "re2" -> found(anchored(pattern), text);
      default -> false;
    };
  }

  /** Whether a pattern occurs in a text; one that cannot be compiled never does. */
  static boolean found(String pattern, String text) {
    try {
      return Pattern.compile(pattern).matcher(text).find();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** As the framework anchors: by the text, not by what it means. */
  static String anchored(String pattern) {
    return (pattern.startsWith("^") ? "" : "^") + pattern + (pattern.endsWith("$") ? "" : "$");
  }
}
