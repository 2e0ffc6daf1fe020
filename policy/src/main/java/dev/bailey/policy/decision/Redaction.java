package dev.bailey.policy.decision;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes out of documents what nobody needs to see: the values of environment variables, and lists
 * of capabilities that have a name.
 *
 * @param privileged the capabilities that are called {@code [privileged]}
 * @param unprivileged the capabilities that are called {@code [unprivileged]}
 */
public record Redaction(RegoObject privileged, RegoObject unprivileged) {
  private static final String ENVIRONMENT = "envList";
  private static final String CAPABILITIES = "capabilities";
  private static final String ERROR_OBJECTS = "error_objects";
  private static final String REDACTED = "=<<redacted>>";

  /**
   * An input document as others may see it.
   *
   * @param environment the entries of its environment, {@code NAME=value}
   */
  public RegoObject input(RegoObject input, List<String> environment) {
    RegoObject.Builder shown = RegoObject.builder();
    input.forEach(shown::put);
    if (input.get(ENVIRONMENT) != null) {
      shown.put(ENVIRONMENT, names(environment));
    }
    capabilities(input).ifPresent(name -> shown.put(CAPABILITIES, name));
    return shown.build();
  }

  /** A policy's reason as others may see it. */
  public RegoObject reason(RegoObject reason) {
    if (!(reason.get(ERROR_OBJECTS) instanceof RegoArray objects)) {
      return reason;
    }
    List<Value> shortened = new ArrayList<>(objects.size());
    objects.forEach(object -> shortened.add(shortened(object)));
    RegoObject.Builder shown = RegoObject.builder();
    reason.forEach(shown::put);
    return shown.put(ERROR_OBJECTS, RegoArray.of(shortened)).build();
  }

  private Value shortened(Value value) {
    if (!(value instanceof RegoObject object)) {
      return value;
    }
    Optional<Value> name = capabilities(object);
    if (name.isEmpty()) {
      return value;
    }
    RegoObject.Builder shown = RegoObject.builder();
    object.forEach(shown::put);
    return shown.put(CAPABILITIES, name.get()).build();
  }

  private Optional<Value> capabilities(RegoObject object) {
    Value given = object.get(CAPABILITIES);
    if (privileged.equals(given)) {
      return Optional.of(RegoString.of("[privileged]"));
    }
    return unprivileged.equals(given)
        ? Optional.of(RegoString.of("[unprivileged]"))
        : Optional.empty();
  }

  private static RegoArray names(List<String> environment) {
    List<Value> names = new ArrayList<>(environment.size());
    for (String entry : environment) {
      int end = entry.indexOf('=');
      names.add(RegoString.of((end < 0 ? entry : entry.substring(0, end)) + REDACTED));
    }
    return RegoArray.of(names);
  }
}
