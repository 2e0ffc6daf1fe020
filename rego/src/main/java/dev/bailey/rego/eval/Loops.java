package dev.bailey.rego.eval;

import dev.bailey.rego.Location;
import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;

/** Steps that may hold in several ways, or in a row. */
final class Loops {
  private Loops() {}

  static Value index(int i) {
    return RegoNumber.of(i);
  }

  /** Several tests in a row. */
  static final class Sequence extends Link {
    private final Node[] tests;
    private final Link next;

    Sequence(Node[] tests, Link next) {
      this.tests = tests;
      this.next = next;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      for (Node test : tests) {
        if (!test.holds(c, frame)) {
          return false;
        }
      }
      return next.run(c, frame);
    }
  }

  static final class One extends Link {
    private final Node test;
    private final Link next;

    One(Node test, Link next) {
      this.test = test;
      this.next = next;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      return test.holds(c, frame) && next.run(c, frame);
    }
  }

  /** Counts as a rule or call, so that many loops in each other find room on the stack. */
  static final class Deeper extends Link {
    private final Link next;

    Deeper(Link next) {
      this.next = next;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      Session session = c.session;
      Boolean ended =
          session.enter()
              ? LargeStack.run(session.levels(), () -> next.run(c, frame))
              : Boolean.valueOf(next.run(c, frame));
      session.leave();
      return ended != null && ended;
    }
  }

  static final class Scan extends Link {
    private final Node collection;
    private final int key;
    private final int value;
    private final boolean ordered;
    private final Link next;

    Scan(Node collection, int key, int value, boolean ordered, Link next) {
      this.collection = collection;
      this.key = key;
      this.value = value;
      this.ordered = ordered;
      this.next = next;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      return switch (collection.eval(c, frame)) {
        case RegoArray a -> array(a, c, frame);
        case RegoObject o -> object(o, c, frame);
        case RegoSet s -> set(s, c, frame);
        case null, default -> false;
      };
    }

    private boolean array(RegoArray array, Context c, Value[] frame) {
      Session session = c.session;
      int size = array.size();
      for (int i = 0; i < size; i++) {
        session.step();
        if (key >= 0) {
          frame[key] = index(i);
        }
        if (value >= 0) {
          frame[value] = array.at(i);
        }
        if (next.run(c, frame)) {
          return true;
        }
      }
      return false;
    }

    private boolean object(RegoObject object, Context c, Value[] frame) {
      Session session = c.session;
      int size = object.size();
      for (int i = 0; i < size; i++) {
        session.step();
        if (key >= 0) {
          frame[key] = ordered ? object.keyAt(i) : object.unorderedKey(i);
        }
        if (value >= 0) {
          frame[value] = ordered ? object.valueAt(i) : object.unorderedValue(i);
        }
        if (next.run(c, frame)) {
          return true;
        }
      }
      return false;
    }

    private boolean set(RegoSet set, Context c, Value[] frame) {
      Session session = c.session;
      int size = set.size();
      for (int i = 0; i < size; i++) {
        session.step();
        Value member = ordered ? set.at(i) : set.unordered(i);
        if (key >= 0) {
          frame[key] = member;
        }
        if (value >= 0) {
          frame[value] = member;
        }
        if (next.run(c, frame)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Loops over the keys of a document. */
  static final class ScanKeys extends Link {
    private final DocumentNode document;
    private final Node[] keys;
    private final int key;
    private final Link next;

    ScanKeys(DocumentNode document, Node[] keys, int key, Link next) {
      this.document = document;
      this.keys = keys;
      this.key = key;
      this.next = next;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      Value[] path = Values.all(keys, c, frame);
      if (path == null) {
        return false;
      }
      for (Value k : document.keys(c, path, 0)) {
        c.session.step();
        frame[key] = k;
        if (next.run(c, frame)) {
          return true;
        }
      }
      return false;
    }
  }

  static final class Relate extends Link {
    private final String name;
    private final BuiltinCode.Relation code;
    private final Node[] arguments;
    private final int result;
    private final Location location;
    private final Link next;

    Relate(
        Builtin builtin,
        BuiltinCode.Relation code,
        Node[] arguments,
        int result,
        Location location,
        Link next) {
      this.name = builtin.name();
      this.code = code;
      this.arguments = arguments;
      this.result = result;
      this.location = location;
      this.next = next;
    }

    @Override
    boolean run(Context c, Value[] frame) {
      Value[] values = Values.all(arguments, c, frame);
      if (values == null) {
        return false;
      }
      boolean[] ended = new boolean[1];
      try {
        c.session.at(location);
        code.call(
            c.session,
            values,
            value -> {
              c.session.step();
              frame[result] = value;
              ended[0] = next.run(c, frame);
              return !ended[0];
            });
      } catch (BuiltinException e) {
        c.session.failed(name, e, location);
      } catch (RuntimeException e) {
        throw Session.broken(name, e, location);
      }
      return ended[0];
    }
  }
}
