package dev.bailey.rego.builtin.engine;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode.Intrinsic;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Unification, assignment, comparison and membership. */
public final class ComparisonBuiltins {
  private static final String OF_TWO = "(x: any, y: any) -> boolean";

  private ComparisonBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.pure("eq", "(any, any) -> boolean", Intrinsic.INTRINSIC),
        Builtin.pure("assign", "(any, any) -> boolean", Intrinsic.INTRINSIC),
        Builtin.binary("equal", OF_TWO, (a, b) -> RegoBoolean.of(a.equals(b))),
        Builtin.binary("neq", OF_TWO, (a, b) -> RegoBoolean.of(!a.equals(b))),
        Builtin.binary("lt", OF_TWO, (a, b) -> RegoBoolean.of(a.compareTo(b) < 0)),
        Builtin.binary("lte", OF_TWO, (a, b) -> RegoBoolean.of(a.compareTo(b) <= 0)),
        Builtin.binary("gt", OF_TWO, (a, b) -> RegoBoolean.of(a.compareTo(b) > 0)),
        Builtin.binary("gte", OF_TWO, (a, b) -> RegoBoolean.of(a.compareTo(b) >= 0)),
        Builtin.binary(
            "internal.member_2",
            "(any, any) -> boolean",
            (member, all) -> RegoBoolean.of(isMember(member, all))),
        Builtin.ternary(
            "internal.member_3",
            "(any, any, any) -> boolean",
            (key, member, all) -> RegoBoolean.of(member.equals(all.get(key)))));
  }

  private static boolean isMember(Value member, Value all) {
    return switch (all) {
      case RegoSet s -> s.contains(member);
      case RegoArray a -> {
        for (int i = 0; i < a.size(); i++) {
          if (a.at(i).equals(member)) {
            yield true;
          }
        }
        yield false;
      }
      case RegoObject o -> {
        for (int i = 0; i < o.size(); i++) {
          if (o.unorderedValue(i).equals(member)) {
            yield true;
          }
        }
        yield false;
      }
      default -> false;
    };
  }
}
