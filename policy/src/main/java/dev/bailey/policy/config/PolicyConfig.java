package dev.bailey.policy.config;

import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.function.Function;

/** A policy described by its images, with every field filled in. Says nothing of what is in it. */
public final class PolicyConfig {
  private static final String CONTAINERS = "containers";

  private final RegoObject document;

  private PolicyConfig(RegoObject document) {
    this.document = document;
  }

  /** Reads TOML. Fields that nobody knows are no matter; fields of the wrong kind are errors. */
  public static Tried<PolicyConfig> toml(String text) {
    return TomlText.read(text).then(value -> of(value, Shape.Field::toml));
  }

  /** Reads JSON, whose names for lists are in the plural. */
  public static Tried<PolicyConfig> json(String text) {
    return switch (Json.read(text)) {
      case Json.Read.Malformed bad -> Tried.failed(bad.toString());
      case Json.Read.Ok ok -> of(ok.value(), Shape.Field::json);
    };
  }

  private static Tried<PolicyConfig> of(Value value, Function<Shape.Field, String> name) {
    return PolicyShape.POLICY.read(value, name).map(read -> new PolicyConfig((RegoObject) read));
  }

  /**
   * The same with one more container, the one that holds a sandbox together, as the reference's
   * tool adds it on Linux.
   */
  public Tried<PolicyConfig> withPause() {
    RegoObject pause =
        RegoObject.builder()
            .put("image_name", RegoString.of("k8s.gcr.io/pause:3.1"))
            .put("command", RegoArray.of(RegoString.of("/pause")))
            .put("allow_elevated", RegoBoolean.TRUE)
            .put("signals", RegoArray.of(RegoNumber.of(9), RegoNumber.of(15)))
            .build();
    RegoArray before = document.get(CONTAINERS) instanceof RegoArray all ? all : RegoArray.EMPTY;
    return PolicyShape.CONTAINER
        .read(pause, Shape.Field::json)
        .map(read ->
            new PolicyConfig(
                document.put(RegoString.of(CONTAINERS), before.concat(RegoArray.of(read)))));
  }

  /** The whole of it in its JSON form, secrets included. */
  RegoObject document() {
    return document;
  }

  /** Its fields. */
  Part root() {
    return new Part(document);
  }
}
