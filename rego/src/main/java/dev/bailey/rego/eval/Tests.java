package dev.bailey.rego.eval;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Nodes that hold or do not, used as steps that hold at most once. */
final class Tests {
  private Tests() {}

  /** Binds a slot. */
  static final class Bind extends Node {
    private final int slot;
    private final Node value;

    Bind(int slot, Node value) {
      this.slot = slot;
      this.value = value;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value v = value.eval(c, frame);
      if (v != null) {
        frame[slot] = v;
      }
      return v;
    }

    @Override
    boolean holds(Context c, Value[] frame) {
      return eval(c, frame) != null;
    }
  }

  /** Binds a slot, or empties it; always holds. */
  static final class Let extends Node {
    private final int slot;
    private final Node value;

    Let(int slot, Node value) {
      this.slot = slot;
      this.value = value;
    }

    @Override
    @SuppressWarnings("NullAway") // readers of slots bound in this way see undefined
    @Nullable Value eval(Context c, Value[] frame) {
      Value v = value.eval(c, frame);
      frame[slot] = v;
      return v;
    }

    @Override
    boolean holds(Context c, Value[] frame) {
      eval(c, frame);
      return true;
    }
  }

  /** A node that is nothing but a test. */
  abstract static class Test extends Node {
    @Override
    final Value eval(Context c, Value[] frame) {
      return RegoBoolean.of(holds(c, frame));
    }

    @Override
    abstract boolean holds(Context c, Value[] frame);
  }

  static final class Same extends Test {
    private final Node left;
    private final Node right;

    Same(Node left, Node right) {
      this.left = left;
      this.right = right;
    }

    @Override
    boolean holds(Context c, Value[] frame) {
      Value a = left.eval(c, frame);
      if (a == null) {
        return false;
      }
      Value b = right.eval(c, frame);
      return b != null && same(c, a, b);
    }

    private static boolean same(Context c, Value a, Value b) {
      if (a.size() > 1 && a.size() == b.size()) {
        c.session.touch(a);
      }
      return a.equals(b);
    }
  }

  static final class SameConstant extends Test {
    private final Value constant;
    private final Node other;

    SameConstant(Value constant, Node other) {
      this.constant = constant;
      this.other = other;
    }

    @Override
    boolean holds(Context c, Value[] frame) {
      Value value = other.eval(c, frame);
      return value != null && constant.equals(value);
    }
  }

  static final class SameString extends Test {
    private final RegoString constant;
    private final Node other;

    SameString(RegoString constant, Node other) {
      this.constant = constant;
      this.other = other;
    }

    @Override
    boolean holds(Context c, Value[] frame) {
      return other.eval(c, frame) instanceof RegoString s && constant.equals(s);
    }
  }

  static final class Defined extends Test {
    private final Node value;

    Defined(Node value) {
      this.value = value;
    }

    @Override
    boolean holds(Context c, Value[] frame) {
      return value.eval(c, frame) != null;
    }
  }

  static final class Shape extends Test {
    private final Node value;
    private final boolean object;
    private final int size;

    Shape(Node value, boolean object, int size) {
      this.value = value;
      this.object = object;
      this.size = size;
    }

    @Override
    boolean holds(Context c, Value[] frame) {
      Value v = value.eval(c, frame);
      return object
          ? v instanceof RegoObject o && o.size() == size
          : v instanceof RegoArray a && a.size() == size;
    }
  }

  static final class Not extends Test {
    private final Link block;

    Not(Link block) {
      this.block = block;
    }

    @Override
    boolean holds(Context c, Value[] frame) {
      return !block.run(c, frame);
    }
  }

  static final class Every extends Test {
    private final Node domain;
    private final int key;
    private final int value;
    private final Link block;

    Every(Node domain, int key, int value, Link block) {
      this.domain = domain;
      this.key = key;
      this.value = value;
      this.block = block;
    }

    @Override
    boolean holds(Context c, Value[] frame) {
      return switch (domain.eval(c, frame)) {
        case RegoArray a -> {
          for (int i = 0; i < a.size(); i++) {
            if (!one(c, frame, null, i, a.at(i))) {
              yield false;
            }
          }
          yield true;
        }
        case RegoObject o -> {
          for (int i = 0; i < o.size(); i++) {
            if (!one(c, frame, o.keyAt(i), i, o.valueAt(i))) {
              yield false;
            }
          }
          yield true;
        }
        case RegoSet s -> {
          for (int i = 0; i < s.size(); i++) {
            if (!one(c, frame, s.at(i), i, s.at(i))) {
              yield false;
            }
          }
          yield true;
        }
        case null, default -> false;
      };
    }

    private boolean one(Context c, Value[] frame, @Nullable Value k, int index, Value v) {
      c.session.step();
      if (key >= 0) {
        frame[key] = k == null ? Loops.index(index) : k;
      }
      if (value >= 0) {
        frame[value] = v;
      }
      return block.run(c, frame);
    }
  }
}
