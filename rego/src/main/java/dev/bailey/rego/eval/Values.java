package dev.bailey.rego.eval;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Nodes for operations on plain values. */
final class Values {
  private Values() {}

  static final class Constant extends Node {
    private final Value value;

    Constant(Value value) {
      this.value = value;
    }

    Value value() {
      return value;
    }

    @Override
    Value eval(Context c, Value[] frame) {
      return value;
    }
  }

  static final class Local extends Node {
    private final int slot;

    Local(int slot) {
      this.slot = slot;
    }

    @Override
    Value eval(Context c, Value[] frame) {
      return frame[slot];
    }
  }

  static final class Input extends Node {
    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      return c.input;
    }
  }

  static final class Get extends Node {
    private final Node of;
    private final Node key;

    Get(Node of, Node key) {
      this.of = of;
      this.key = key;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value value = of.eval(c, frame);
      if (value == null) {
        return null;
      }
      Value at = key.eval(c, frame);
      return at == null ? null : value.get(at);
    }
  }

  /** A lookup by a key that is known when planning. */
  static final class GetConstant extends Node {
    private final Node of;
    private final Value key;

    GetConstant(Node of, Value key) {
      this.of = of;
      this.key = key;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value value = of.eval(c, frame);
      return value == null ? null : value.get(key);
    }
  }

  /** {@code input.a.b}. */
  static final class InputPath extends Node {
    private final Value[] path;

    InputPath(Value[] path) {
      this.path = path;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value at = c.input;
      for (Value step : path) {
        if (at == null) {
          return null;
        }
        at = at.get(step);
      }
      return at;
    }
  }

  /** {@code data.a.b}, where no rules are. */
  static final class BasePath extends Node {
    private final Node[] path;

    BasePath(Node[] path) {
      this.path = path;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value at = c.base;
      for (Node step : path) {
        Value key = at == null ? null : step.eval(c, frame);
        if (at == null || key == null) {
          return null;
        }
        at = BaseData.get(at, key);
      }
      return at;
    }
  }

  static final class ArrayOf extends Node {
    private final Node[] items;

    ArrayOf(Node[] items) {
      this.items = items;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value[] values = all(items, c, frame);
      if (values == null) {
        return null;
      }
      c.session.allocate(16 + 8L * values.length);
      return RegoArray.wrap(values);
    }
  }

  static final class SetOf extends Node {
    private final Node[] items;

    SetOf(Node[] items) {
      this.items = items;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      RegoSet.Builder builder = RegoSet.builder();
      for (Node item : items) {
        Value value = item.eval(c, frame);
        if (value == null) {
          return null;
        }
        builder.add(value);
      }
      c.session.allocate(32 + 32L * items.length);
      return builder.build();
    }
  }

  static final class ObjectOf extends Node {
    private final Node[] keys;
    private final Node[] values;

    ObjectOf(Node[] keys, Node[] values) {
      this.keys = keys;
      this.values = values;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      RegoObject.Builder builder = RegoObject.builder();
      for (int i = 0; i < keys.length; i++) {
        Value key = keys[i].eval(c, frame);
        Value value = key == null ? null : values[i].eval(c, frame);
        if (key == null || value == null) {
          return null;
        }
        builder.put(key, value);
      }
      c.session.allocate(32 + 48L * keys.length);
      return builder.build();
    }
  }

  /** The values of all nodes, or null if one is undefined. */
  static Value @Nullable [] all(Node[] nodes, Context c, Value[] frame) {
    Value[] values = new Value[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      Value value = nodes[i].eval(c, frame);
      if (value == null) {
        return null;
      }
      values[i] = value;
    }
    return values;
  }
}
