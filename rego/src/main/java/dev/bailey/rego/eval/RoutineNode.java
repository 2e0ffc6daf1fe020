package dev.bailey.rego.eval;

import dev.bailey.rego.Location;
import dev.bailey.rego.builtin.CallContext.LimitReached;
import dev.bailey.rego.plan.Document;
import dev.bailey.rego.plan.Routine;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** A routine, ready to be run. */
final class RoutineNode {
  /** A rule; {@code otherwise} is what stands after {@code else}. */
  record ClauseNode(Link block, @Nullable ClauseNode otherwise, Location location) {}

  private final Routine routine;
  private final ClauseNode[] clauses;
  private final ClauseNode[] fallbacks;
  private final String conflict;
  private final int[] all;
  private final @Nullable Chooser chooser;

  RoutineNode(
      Routine routine, ClauseNode[] clauses, ClauseNode[] fallbacks, @Nullable Chooser chooser) {
    this.routine = routine;
    this.clauses = clauses;
    this.fallbacks = fallbacks;
    this.all = places(clauses.length);
    this.chooser = chooser;
    this.conflict = conflict(routine.document());
  }

  private static int[] places(int count) {
    int[] all = new int[count];
    for (int i = 0; i < count; i++) {
      all[i] = i;
    }
    return all;
  }

  /** The clauses to try. */
  private int[] chosen(Context c, Value[] frame) {
    return chooser == null ? all : chooser.choose(c, frame);
  }

  static String conflict(Document document) {
    return switch (document.kind()) {
      case FUNCTION -> "functions must not produce multiple outputs for same inputs";
      case OBJECT -> "object keys must be unique";
      default -> "complete rules must not produce multiple outputs";
    };
  }

  /** Whether it may be worth remembering what it gives. */
  boolean isCostly() {
    return routine.costly();
  }

  /** A frame in which the parameters are to be put. */
  Value[] frame() {
    return new Value[routine.frame() + 1];
  }

  /** Its value for the parameters in the frame. */
  @Nullable Value run(Context c, Value[] frame) {
    Session session = c.session;
    Value value =
        session.enter()
            ? LargeStack.run(session.levels(), () -> compute(c, frame))
            : compute(c, frame);
    session.leave();
    return value;
  }

  private @Nullable Value compute(Context c, Value[] frame) {
    return switch (routine.ending()) {
      case VALUE -> value(c, frame);
      case EXISTS -> exists(c, frame) ? frame[routine.parameters() - 1] : null;
      default -> gather(c, frame);
    };
  }

  private @Nullable Value value(Context c, Value[] frame) {
    Value result = null;
    for (int place : chosen(c, frame)) {
      ClauseNode clause = clauses[place];
      Value v = one(clause, c, frame);
      if (v == null) {
        continue;
      }
      if (routine.early()) {
        return v;
      }
      if (result != null && !result.equals(v)) {
        throw Session.conflict(conflict, clause.location());
      }
      result = v;
    }
    for (int i = 0; i < fallbacks.length && result == null; i++) {
      result = one(fallbacks[i], c, frame);
    }
    return result;
  }

  private @Nullable Value one(ClauseNode clause, Context c, Value[] frame) {
    int slot = routine.frame();
    for (ClauseNode at = clause; at != null; at = at.otherwise()) {
      clear(frame, slot);
      holds(at, c, frame);
      if (frame[slot] != null) {
        return frame[slot];
      }
    }
    return null;
  }

  /** Runs the body of one rule; a limit that is reached in it is placed there. */
  private static boolean holds(ClauseNode clause, Context c, Value[] frame) {
    try {
      return clause.block().run(c, frame);
    } catch (LimitReached | StackOverflowError | OutOfMemoryError e) {
      c.session.reachedIn(clause.location());
      throw e;
    }
  }

  @SuppressWarnings("NullAway") // an empty slot
  private static void clear(Value[] frame, int slot) {
    frame[slot] = null;
  }

  private boolean exists(Context c, Value[] frame) {
    for (int place : chosen(c, frame)) {
      for (ClauseNode at = clauses[place]; at != null; at = at.otherwise()) {
        if (holds(at, c, frame)) {
          return true;
        }
      }
    }
    return false;
  }

  private @Nullable Value gather(Context c, Value[] frame) {
    Value all = gathered(c, frame);
    return all == null ? null : c.session.collected(all, 0);
  }

  private @Nullable Value gathered(Context c, Value[] frame) {
    Object saved = c.gathered;
    Object builder =
        switch (routine.ending()) {
          case SET -> RegoSet.builder();
          case OBJECT -> RegoObject.builder();
          default -> new PathBuilder();
        };
    c.gathered = builder;
    for (int place : chosen(c, frame)) {
      one(clauses[place], c, frame);
    }
    c.gathered = saved;
    boolean whole = routine.parameters() == 0;
    return switch (builder) {
      case RegoSet.Builder set -> set.size() > 0 || whole ? set.build() : null;
      case RegoObject.Builder object -> object.size() > 0 || whole ? object.build() : null;
      case PathBuilder path -> {
        Value built = path.build();
        yield built == null && whole ? RegoObject.EMPTY : built;
      }
      default -> throw new IllegalStateException();
    };
  }
}
