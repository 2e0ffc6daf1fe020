package dev.bailey.rego.eval;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.Optional;

/** Tests that builtins for comparison and membership are used as. */
final class Comparisons {
  private Comparisons() {}

  /** Which results of a comparison make it hold. */
  enum Relation {
    LT,
    LTE,
    GT,
    GTE,
    NEQ;

    boolean holds(int order) {
      return switch (this) {
        case LT -> order < 0;
        case LTE -> order <= 0;
        case GT -> order > 0;
        case GTE -> order >= 0;
        case NEQ -> order != 0;
      };
    }
  }

  static Optional<Relation> relation(String builtin) {
    return switch (builtin) {
      case "lt" -> Optional.of(Relation.LT);
      case "lte" -> Optional.of(Relation.LTE);
      case "gt" -> Optional.of(Relation.GT);
      case "gte" -> Optional.of(Relation.GTE);
      case "neq" -> Optional.of(Relation.NEQ);
      default -> Optional.empty();
    };
  }

  static final class Compare extends Tests.Test {
    private final Relation relation;
    private final Node left;
    private final Node right;

    Compare(Relation relation, Node left, Node right) {
      this.relation = relation;
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
      if (b == null) {
        return false;
      }
      if (a.size() > 1 && b.size() > 1) {
        c.session.touch(a);
        c.session.touch(b);
      }
      if (relation == Relation.NEQ) {
        return !a.equals(b);
      }
      return relation.holds(
          a instanceof RegoNumber x && x.isLong() && b instanceof RegoNumber y && y.isLong()
              ? Long.compare(x.longValue(), y.longValue())
              : a.compareTo(b));
    }
  }

  static final class Member extends Tests.Test {
    private final Node member;
    private final Node collection;

    Member(Node member, Node collection) {
      this.member = member;
      this.collection = collection;
    }

    @Override
    boolean holds(Context c, Value[] frame) {
      Value value = member.eval(c, frame);
      Value all = value == null ? null : collection.eval(c, frame);
      if (value == null || all == null) {
        return false;
      }
      c.session.spend(1 + (all instanceof RegoSet ? 0 : all.size() / 8));
      if (value.size() > 1) {
        c.session.touch(all);
      }
      return switch (all) {
        case RegoSet s -> s.contains(value);
        case RegoArray a -> holds(a, value);
        case RegoObject o -> holds(o, value);
        default -> false;
      };
    }

    private static boolean holds(RegoArray all, Value value) {
      for (int i = 0; i < all.size(); i++) {
        if (all.at(i).equals(value)) {
          return true;
        }
      }
      return false;
    }

    private static boolean holds(RegoObject all, Value value) {
      for (int i = 0; i < all.size(); i++) {
        if (all.unorderedValue(i).equals(value)) {
          return true;
        }
      }
      return false;
    }
  }
}
