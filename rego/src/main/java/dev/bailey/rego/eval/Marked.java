package dev.bailey.rego.eval;

import dev.bailey.rego.plan.Point;
import dev.bailey.rego.value.Value;
import java.util.HashMap;
import java.util.Map;

/** Shows the watcher an expression. What follows the mark is the expression and all after it. */
final class Marked extends Link {
  private final Point point;
  private final Link next;

  Marked(Point point, Link next) {
    this.point = point;
    this.next = next;
  }

  @Override
  boolean run(Context c, Value[] frame) {
    Watcher watcher = c.session.options().watcher().orElse(null);
    if (watcher == null) {
      return next.run(c, frame);
    }
    watcher.at(Watcher.Event.EVAL, point, () -> locals(frame));
    long before = c.session.passed(point.id());
    boolean ended = next.run(c, frame);
    Watcher.Event event =
        ended
            ? Watcher.Event.DONE
            : c.session.passed(point.id()) > before ? Watcher.Event.REDO : Watcher.Event.FAIL;
    watcher.at(event, point, () -> locals(frame));
    return ended;
  }

  private Map<String, Value> locals(Value[] frame) {
    Map<String, Value> known = new HashMap<>();
    point.locals().forEach((name, slot) -> known.put(name, frame[slot]));
    return known;
  }

  /** Stands where the expression has held. */
  static final class End extends Link {
    private final Point point;
    private final Link next;

    End(Point point, Link next) {
      this.point = point;
      this.next = next;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      c.session.pass(point.id());
      return next.run(c, frame);
    }
  }
}
