package dev.bailey.rego.eval;

import dev.bailey.rego.Location;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;

/** Ends of blocks. What they gather is in {@link Context#gathered}, put there by their owner. */
final class Sinks {
  private Sinks() {}

  static final class Exists extends Link {
    @Override
    boolean run(Context c, Value[] frame) {
      return true;
    }
  }

  /** Leaves the value in a slot of the frame. */
  static final class Give extends Link {
    private final Node value;
    private final boolean last;
    private final int result;
    private final String conflict;
    private final Location location;

    Give(Node value, boolean last, int result, String conflict, Location location) {
      this.value = value;
      this.last = last;
      this.result = result;
      this.conflict = conflict;
      this.location = location;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      Value v = value.eval(c, frame);
      if (v == null) {
        return false;
      }
      Value before = frame[result];
      if (before != null && !before.equals(v)) {
        throw Session.conflict(conflict, location);
      }
      frame[result] = v;
      return last;
    }
  }

  static final class Append extends Link {
    private final Node item;

    Append(Node item) {
      this.item = item;
    }

    @Override
    @SuppressWarnings("unchecked")
    boolean run(Context c, Value[] frame) {
      Value v = item.eval(c, frame);
      if (v != null && c.gathered instanceof ArrayList<?> list) {
        c.session.allocate(8);
        ((ArrayList<Value>) list).add(v);
      }
      return false;
    }
  }

  static final class Add extends Link {
    private final Node member;

    Add(Node member) {
      this.member = member;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      Value v = member.eval(c, frame);
      if (v != null && c.gathered instanceof RegoSet.Builder builder && builder.add(v)) {
        c.session.allocate(32);
      }
      return false;
    }
  }

  static final class Put extends Link {
    private final Node key;
    private final Node value;
    private final int mark;
    private final Location location;

    /**
     * @param mark a slot that is set to say that something was put, or -1
     */
    Put(Node key, Node value, int mark, Location location) {
      this.key = key;
      this.value = value;
      this.mark = mark;
      this.location = location;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      Value k = key.eval(c, frame);
      Value v = k == null ? null : value.eval(c, frame);
      if (k == null || v == null || !(c.gathered instanceof RegoObject.Builder builder)) {
        return false;
      }
      Value before = builder.get(k);
      if (before == null) {
        c.session.allocate(48);
        builder.put(k, v);
      } else if (!before.equals(v)) {
        throw Session.conflict("object keys must be unique", location);
      }
      if (mark >= 0) {
        frame[mark] = RegoBoolean.TRUE;
      }
      return false;
    }
  }

  static final class PutAt extends Link {
    private final Node[] path;
    private final Node value;
    private final boolean member;
    private final int mark;
    private final Location location;

    PutAt(Node[] path, Node value, boolean member, int mark, Location location) {
      this.path = path;
      this.value = value;
      this.member = member;
      this.mark = mark;
      this.location = location;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      Value[] keys = Values.all(path, c, frame);
      Value v = keys == null ? null : value.eval(c, frame);
      if (keys != null && v != null && c.gathered instanceof PathBuilder builder) {
        c.session.allocate(48);
        if (!builder.put(keys, v, member)) {
          throw Session.conflict("object keys must be unique", location);
        }
        if (mark >= 0) {
          frame[mark] = RegoBoolean.TRUE;
        }
      }
      return false;
    }
  }

  static final class Row extends Link {
    private final Node[] columns;

    Row(Node[] columns) {
      this.columns = columns;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      Value[] values = Values.all(columns, c, frame);
      if (values != null) {
        c.session.row(values);
      }
      return false;
    }
  }
}
