package dev.bailey.rego.eval;

import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps that begin and end the reach of {@code with}. */
final class Withs {
  private Withs() {}

  /** A replacement under way: what the new context will be made of. */
  static final class Draft {
    @Nullable Value input;
    Value base;
    @Nullable List<List<Value>> hidden;
    @Nullable Mocks mocks;

    Draft(Context c) {
      this.input = c.input;
      this.base = c.base;
      this.hidden = c.hidden;
      this.mocks = c.mocks;
    }
  }

  /** One replacement. */
  abstract static class Change {
    private final Node value;

    Change(Node value) {
      this.value = value;
    }

    abstract void apply(Session session, Draft draft, Value value);
  }

  static final class OfInput extends Change {
    private final List<Value> path;

    OfInput(List<Value> path, Node value) {
      super(value);
      this.path = path;
    }

    @Override
    void apply(Session session, Draft draft, Value value) {
      draft.input = put(session, draft.input, path, 0, value);
    }
  }

  static final class OfData extends Change {
    private final List<Value> path;

    OfData(List<Value> path, Node value) {
      super(value);
      this.path = path;
    }

    @Override
    void apply(Session session, Draft draft, Value value) {
      draft.base = put(session, draft.base, path, 0, value);
      List<List<Value>> all = new ArrayList<>();
      if (draft.hidden != null) {
        all.addAll(draft.hidden);
      }
      all.add(path);
      draft.hidden = all;
    }
  }

  static final class OfFunction extends Change {
    private final Object target;
    private final Mocks.@Nullable Callable other;

    OfFunction(Object target, Node value, Mocks.@Nullable Callable other) {
      super(value);
      this.target = target;
      this.other = other;
    }

    @Override
    void apply(Session session, Draft draft, Value value) {
      draft.mocks = new Mocks(target, other == null ? value : null, other, draft.mocks);
    }
  }

  /**
   * A value with another one at a path; what is not an object on the way is replaced. Each object
   * on the way is copied, and costs as many steps as it has keys.
   */
  static Value put(Session session, @Nullable Value value, List<Value> path, int from, Value leaf) {
    if (from == path.size()) {
      return leaf;
    }
    RegoObject.Builder out = RegoObject.builder();
    Value child = null;
    if (value instanceof RegoObject object) {
      session.spend(object.size());
      object.forEach(out::put);
      child = object.get(path.get(from));
    }
    return out.put(path.get(from), put(session, child, path, from + 1, leaf)).build();
  }

  static final class Enter extends Link {
    private final Change[] changes;
    private final Link next;

    Enter(Change[] changes, Link next) {
      this.changes = changes;
      this.next = next;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      Draft draft = new Draft(c);
      for (Change change : changes) {
        Value value = change.value.eval(c, frame);
        if (value == null) {
          return false;
        }
        change.apply(c.session, draft, value);
      }
      c.session.step();
      return next.run(
          new Context(c.session, draft.input, draft.base, draft.hidden, draft.mocks, c), frame);
    }
  }

  static final class Leave extends Link {
    private final Link next;

    Leave(Link next) {
      this.next = next;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      return next.run(c.outside(), frame);
    }
  }
}
