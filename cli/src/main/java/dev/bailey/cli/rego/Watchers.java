package dev.bailey.cli.rego;

import dev.bailey.rego.eval.Watcher;
import dev.bailey.rego.plan.Point;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Several watchers as one. */
final class Watchers {
  private Watchers() {}

  static Watcher all(List<Watcher> watchers) {
    return watchers.size() == 1 ? watchers.getFirst() : new Each(List.copyOf(watchers));
  }

  private record Each(List<Watcher> watchers) implements Watcher {
    @Override
    public void at(Event event, Point point, Supplier<Map<String, Value>> locals) {
      watchers.forEach(w -> w.at(event, point, locals));
    }

    @Override
    public void note(String text) {
      watchers.forEach(w -> w.note(text));
    }
  }
}
