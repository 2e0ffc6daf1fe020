package dev.bailey.rego.eval;

import dev.bailey.rego.value.Value;
import java.util.Map;

/** Chooses the clauses of a routine that are worth trying. */
abstract class Chooser {
  abstract int[] choose(Context c, Value[] frame);

  static final class Fixed extends Chooser {
    private final int[] places;

    Fixed(int[] places) {
      this.places = places;
    }

    @Override
    int[] choose(Context c, Value[] frame) {
      return places;
    }
  }

  static final class ByValue extends Chooser {
    private final Node on;
    private final Map<Value, Chooser> cases;
    private final Chooser other;

    ByValue(Node on, Map<Value, Chooser> cases, Chooser other) {
      this.on = on;
      this.cases = cases;
      this.other = other;
    }

    @Override
    int[] choose(Context c, Value[] frame) {
      Value value = on.eval(c, frame);
      Chooser chosen = value == null ? null : cases.get(value);
      return (chosen == null ? other : chosen).choose(c, frame);
    }
  }
}
