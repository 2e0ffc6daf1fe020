package dev.bailey.policy.config;

import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.marshal.OwnRules;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A policy described by its images and by what it allows at Bailey's own points, with every field
 * filled in. Says nothing of what is in it.
 */
public final class PolicyConfig {
  private static final String CONTAINERS = "containers";

  private final RegoObject document;
  private final OwnRules own;

  private PolicyConfig(RegoObject document, OwnRules own) {
    this.document = document;
    this.own = own;
  }

  /**
   * Reads TOML. Fields of the wrong kind are errors; fields that nobody knows are errors in the
   * table of Bailey's own points, where every line is a rule, and no matter elsewhere.
   */
  public static Tried<PolicyConfig> toml(String text) {
    return TomlText.read(text)
        .then(value -> of(value, Shape.Field::toml, way -> TomlText.place(text, way)));
  }

  /** Reads JSON, whose names for lists are in the plural. */
  public static Tried<PolicyConfig> json(String text) {
    return switch (Json.read(text)) {
      case Json.Read.Malformed bad -> Tried.failed(bad.toString());
      case Json.Read.Ok ok -> of(ok.value(), Shape.Field::json, way -> "");
    };
  }

  private static Tried<PolicyConfig> of(
      Value value, Function<Shape.Field, String> name, Function<List<Object>, String> places) {
    @Nullable Value table = value instanceof RegoObject object ? object.get(OwnReader.TABLE) : null;
    Tried<OwnRules> own = table == null ? Tried.done(OwnRules.NONE) : OwnReader.read(table, places);
    return own.then(rules ->
        PolicyShape.POLICY
            .read(value, name)
            .map(read -> new PolicyConfig((RegoObject) read, rules)));
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
                document.put(RegoString.of(CONTAINERS), before.concat(RegoArray.of(read))), own));
  }

  /** The whole of it in its JSON form, secrets included. */
  RegoObject document() {
    return document;
  }

  /** What it allows at Bailey's own points. */
  OwnRules own() {
    return own;
  }

  /** Its fields. */
  Part root() {
    return new Part(document);
  }
}
