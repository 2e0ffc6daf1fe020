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
    private final Key key;

    GetConstant(Node of, Value key) {
      this.of = of;
      this.key = new Key(key);
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value value = of.eval(c, frame);
      return value == null ? null : key.get(value);
    }
  }

  /** The same in a slot. */
  static final class GetOfLocal extends Node {
    private final int slot;
    private final Key key;

    GetOfLocal(int slot, Value key) {
      this.slot = slot;
      this.key = new Key(key);
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value value = frame[slot];
      return value == null ? null : key.get(value);
    }
  }

  /** A key and where it was found the last time. */
  static final class Key {
    private static final int PATIENCE = 64;

    private final Value key;
    private @Nullable Place last;
    private int misses;

    /** In objects of this shape the value is in this slot. */
    private record Place(Object shape, int slot) {}

    Key(Value key) {
      this.key = key;
    }

    @SuppressWarnings("ReferenceEquality") // objects of one shape share it
    @Nullable Value get(Value value) {
      if (!(value instanceof RegoObject object)) {
        return value.get(key);
      }
      Place place = last;
      if (place != null && place.shape == object.shape()) {
        return place.slot < 0 ? null : object.unorderedValue(place.slot);
      }
      int slot = object.slot(key);
      if (misses < PATIENCE) {
        misses++;
        last = new Place(object.shape(), slot);
      }
      return slot < 0 ? null : object.unorderedValue(slot);
    }
  }

  /** {@code input.a.b}. */
  static final class InputPath extends Node {
    private final Key[] path;

    InputPath(Value[] path) {
      this.path = java.util.Arrays.stream(path).map(Key::new).toArray(Key[]::new);
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value at = c.input;
      for (Key step : path) {
        if (at == null) {
          return null;
        }
        at = step.get(at);
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
      return c.session.collected(RegoArray.wrap(values), 16 + 8L * values.length);
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
      return c.session.collected(builder.build(), 32 + 32L * items.length);
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
      return c.session.collected(builder.build(), 32 + 48L * keys.length);
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
