package dev.bailey.rego.fuzz;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Patches documents: two patches one after the other must be as both in one. */
final class PatchTarget implements Target {
  private static final List<Value> DOCUMENTS =
      Stream.of(
              "{\"a\": [1, {\"b\": 2}, []], \"b\": {\"a\": {}}, \"\": 0, \"~\": {\"/\": 1}}",
              "[[0, 1], {\"a\": null}]",
              "{}",
              "3")
          .map(PatchTarget::read)
          .toList();
  private static final List<String> OPERATIONS =
      List.of("add", "remove", "replace", "move", "copy", "test", "none");
  private static final List<String> STEPS =
      List.of("/a", "/b", "/0", "/1", "/2", "/-", "/-1", "/01", "/", "/~0", "/~1", "/~", "a", "/é");

  private final Builtin patch = Calls.find("json.patch");

  @Override
  public void run(RandomGenerator random) {
    Value document = Mutation.pick(DOCUMENTS, random);
    List<Value> first = operations(random);
    List<Value> second = operations(random);
    List<Value> both = new ArrayList<>(first);
    both.addAll(second);
    Optional<Value> half = Calls.call(patch, document, RegoArray.of(first));
    Optional<Value> apart = half.flatMap(next -> Calls.call(patch, next, RegoArray.of(second)));
    Optional<Value> together = Calls.call(patch, document, RegoArray.of(both));
    // The first patch alone may take the whole document away, which leaves nothing to be patched.
    if (half.isPresent() && !apart.equals(together)) {
      throw new AssertionError(document + " with " + first + ", " + second + ": " + apart);
    }
  }

  private static List<Value> operations(RandomGenerator random) {
    List<Value> all = new ArrayList<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      RegoObject.Builder operation = RegoObject.builder();
      put(operation, "op", RegoString.of(Mutation.pick(OPERATIONS, random)), random);
      put(operation, "path", path(random), random);
      put(operation, "from", path(random), random);
      put(operation, "value", Mutation.pick(DOCUMENTS, random), random);
      all.add(operation.build());
    }
    return all;
  }

  private static void put(
      RegoObject.Builder operation, String name, Value value, RandomGenerator random) {
    if (random.nextInt(12) > 0) {
      operation.put(name, value);
    }
  }

  private static Value path(RandomGenerator random) {
    String text = Mutation.joined(STEPS, 3, random);
    return random.nextInt(6) > 0
        ? RegoString.of(text)
        : RegoArray.of(RegoString.of(text), Mutation.pick(DOCUMENTS, random));
  }

  private static Value read(String json) {
    return Json.read(json) instanceof Json.Read.Ok ok ? ok.value() : RegoNull.NULL;
  }
}
