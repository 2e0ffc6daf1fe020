package dev.bailey.rego.bench;

import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.PolicySources;
import dev.bailey.rego.Query;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import dev.bailey.rego.vectors.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One benchmark of a set: modules, data, input and a query, with the value that it gives.
 *
 * @param expected the value of the query's expression; absent: undefined
 */
record Task(
    String name,
    List<Path> modules,
    List<String> texts,
    Optional<Path> dataFile,
    Optional<RegoObject> data,
    Optional<Path> inputFile,
    Input input,
    String query,
    boolean old,
    Optional<Value> expected) {

  /** The set in a folder: {@code bench.json}, {@code expected.json}, and what they name. */
  static List<Task> set(Path folder) throws IOException {
    RegoObject expected = (RegoObject) JsonFile.read(folder.resolve("expected.json"));
    List<Task> tasks = new ArrayList<>();
    for (Value each : (RegoArray) JsonFile.read(folder.resolve("bench.json"))) {
      tasks.add(task(folder, (RegoObject) each, expected));
    }
    return tasks;
  }

  private static Task task(Path folder, RegoObject o, RegoObject expected) throws IOException {
    List<Path> modules = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    if (o.get("modules") instanceof RegoArray names) {
      for (Value name : names) {
        modules.add(folder.resolve(((RegoString) name).text()));
        texts.add(Files.readString(modules.getLast()));
      }
    }
    Optional<Path> data = path(folder, o, "data");
    Optional<Path> input = path(folder, o, "input");
    String name = text(o, "name").orElse("");
    return new Task(
        name,
        modules,
        texts,
        data,
        data.isPresent() ? Optional.of((RegoObject) JsonFile.read(data.get())) : Optional.empty(),
        input,
        input.isPresent() ? Input.of(JsonFile.read(input.get())) : Input.NONE,
        text(o, "query").orElse(""),
        o.get("v0") instanceof RegoBoolean b && b.isTrue(),
        value(expected.get(RegoString.of(name))));
  }

  /** Compiles everything from its text. */
  Query prepare() {
    PolicySources sources =
        Engine.builder().version(old ? RegoVersion.V0 : RegoVersion.V1).build().policy();
    for (int i = 0; i < texts.size(); i++) {
      sources.module(modules.get(i).getFileName().toString(), texts.get(i));
    }
    data.ifPresent(sources::data);
    return sources.compile().then(policy -> policy.query(query)).orThrow();
  }

  private static Optional<Value> value(@Nullable Value rows) {
    return rows instanceof RegoArray r
            && r.size() > 0
            && r.at(0) instanceof RegoObject row
            && row.get("expressions") instanceof RegoArray e
            && e.at(0) instanceof RegoObject expression
        ? Optional.ofNullable(expression.get("value"))
        : Optional.empty();
  }

  private static Optional<Path> path(Path folder, RegoObject o, String key) {
    return text(o, key).map(folder::resolve);
  }

  private static Optional<String> text(RegoObject o, String key) {
    return o.get(key) instanceof RegoString s ? Optional.of(s.text()) : Optional.empty();
  }
}
