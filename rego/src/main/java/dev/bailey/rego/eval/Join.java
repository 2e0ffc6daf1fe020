package dev.bailey.rego.eval;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Loops over the elements of a collection that have wanted values at some paths. The first time all
 * are looked at; if the same collection comes again, a table of it is made.
 */
final class Join extends Link {
  /** Smaller collections are as quickly looked through. */
  private static final int LEAST = 8;

  private final Node collection;
  private final int key;
  private final int value;
  private final Value[][] paths;
  private final Node[] wanted;
  private final int site;
  private final boolean shared;
  private final Link next;

  /** Of base data, which is the same in many evaluations. */
  private volatile @Nullable Known common;

  Join(
      Node collection,
      int key,
      int value,
      Value[][] paths,
      Node[] wanted,
      int site,
      boolean shared,
      Link next) {
    this.collection = collection;
    this.key = key;
    this.value = value;
    this.paths = paths;
    this.wanted = wanted;
    this.site = site;
    this.shared = shared;
    this.next = next;
  }

  /** A collection that came before, and the table of it once it has come twice. */
  private static final class Known {
    final WeakReference<Value> collection;
    final @Nullable JoinTable table;

    Known(Value collection, @Nullable JoinTable table) {
      this.collection = new WeakReference<>(collection);
      this.table = table;
    }
  }

  @Override
  boolean run(Context c, Value[] frame) {
    Value all = collection.eval(c, frame);
    if (all == null || all.size() == 0) {
      return false;
    }
    Value[] values = new Value[wanted.length];
    for (int i = 0; i < values.length; i++) {
      Value v = wanted[i].eval(c, frame);
      if (v == null) {
        return false;
      }
      values[i] = v;
    }
    JoinTable table = all.size() < LEAST ? null : table(c, all);
    return table == null ? scan(all, values, c, frame) : look(table, all, values, c, frame);
  }

  private @Nullable JoinTable table(Context c, Value all) {
    Known known = shared && c.hidden == null ? common : (Known) c.remembered(site);
    if (known != null && known.collection.refersTo(all)) {
      if (known.table != null) {
        return known.table;
      }
      c.session.spend(all.size());
      c.session.allocate(12L * all.size());
      known = new Known(all, JoinTable.of(all, paths));
    } else {
      known = new Known(all, null);
    }
    if (shared && c.hidden == null) {
      common = known;
    } else {
      c.remember(site, known);
    }
    return known.table;
  }

  private boolean look(JoinTable table, Value all, Value[] values, Context c, Value[] frame) {
    for (int at = table.first(values); at >= 0; at = table.next(at)) {
      c.session.step();
      if (element(all, at, values, c, frame)) {
        return true;
      }
    }
    return false;
  }

  private boolean scan(Value all, Value[] values, Context c, Value[] frame) {
    int size = all.size();
    for (int i = 0; i < size; i++) {
      c.session.step();
      if (element(all, i, values, c, frame)) {
        return true;
      }
    }
    return false;
  }

  private boolean element(Value all, int i, Value[] values, Context c, Value[] frame) {
    Value element = element(all, i);
    for (int k = 0; k < values.length; k++) {
      Value part = part(element, paths[k]);
      if (part == null || !part.equals(values[k])) {
        return false;
      }
    }
    if (key >= 0) {
      frame[key] =
          switch (all) {
            case RegoObject o -> o.keyAt(i);
            case RegoSet s -> element;
            default -> Loops.index(i);
          };
    }
    if (value >= 0) {
      frame[value] = element;
    }
    return next.run(c, frame);
  }

  static Value element(Value all, int i) {
    return switch (all) {
      case RegoArray a -> a.at(i);
      case RegoObject o -> o.valueAt(i);
      case RegoSet s -> s.at(i);
      default -> throw new IllegalStateException();
    };
  }

  static @Nullable Value part(Value element, Value[] path) {
    Value at = element;
    for (int i = 0; i < path.length && at != null; i++) {
      at = at.get(path[i]);
    }
    return at;
  }
}
