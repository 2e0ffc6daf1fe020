package dev.bailey.rego.builtin.net;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code net.cidr_*}. */
public final class CidrBuiltins {
  /** More addresses are not listed: a network of IPv6 could fill any memory. */
  private static final int BYTES_OF_PAIR = 80;

  private static final int LARGEST_EXPANSION_BITS = 20;

  private static final String NETWORKS =
      "any<string, array[any<string, array[any]>], object[string: any<string, array[any]>],"
          + " set[any<string, array[any]>]>";

  private CidrBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.binary(
            "net.cidr_contains",
            "(cidr: string, cidr_or_ip: string) -> boolean",
            CidrBuiltins::contains),
        Builtin.binary("net.cidr_overlap", "(string, string) -> boolean", CidrBuiltins::contains)
            .onlyV0(),
        Builtin.binary(
            "net.cidr_intersects",
            "(cidr1: string, cidr2: string) -> boolean",
            CidrBuiltins::intersects),
        Builtin.unary(
            "net.cidr_is_valid",
            "(cidr: string) -> boolean",
            x -> RegoBoolean.of(x instanceof RegoString s && Cidr.find(s.text()).isPresent())),
        Builtin.general("net.cidr_expand", "(cidr: string) -> set[string]", CidrBuiltins::expand),
        Builtin.unary(
            "net.cidr_merge",
            "(addrs: any<array[any<string>], set[string]>) -> set[string]",
            CidrMerge::merge),
        Builtin.general(
            "net.cidr_contains_matches",
            "(cidrs: " + NETWORKS + ", cidrs_or_ips: " + NETWORKS + ") -> set[array<any, any>]",
            CidrBuiltins::containsMatches));
  }

  private static Value contains(Value network, Value other) throws BuiltinException {
    Cidr outer = Cidr.parse(Operands.string(network, 1));
    return RegoBoolean.of(outer.contains(Cidr.parseWithAddress(Operands.string(other, 1))));
  }

  private static Value intersects(Value a, Value b) throws BuiltinException {
    Cidr first = Cidr.parse(Operands.string(a, 1));
    return RegoBoolean.of(first.intersects(Cidr.parse(Operands.string(b, 1))));
  }

  private static Value expand(CallContext context, Value[] operands) throws BuiltinException {
    Cidr cidr = Cidr.parse(Operands.string(operands[0], 1));
    int free = 128 - cidr.bits();
    if (free > LARGEST_EXPANSION_BITS) {
      throw new CallContext.LimitReached(
          "net.cidr_expand: more than " + (1 << LARGEST_EXPANSION_BITS) + " addresses");
    }
    context.spend(1L << free);
    RegoSet.Builder addresses = RegoSet.builder();
    Address address = cidr.first();
    for (int i = 0; i < 1 << free; i++) {
      addresses.add(RegoString.of(address.toString()));
      address = address.next();
    }
    return addresses.build();
  }

  /** What holds a text, with what the result calls it: its index, its key, or itself. */
  private record Keyed(Value key, Value holder, int position) {
    Value element() throws BuiltinException {
      return switch (holder) {
        case RegoString s -> s;
        case RegoArray a when a.size() > 0 -> a.at(0);
        default ->
            throw BuiltinException.failed(
                "operand " + position + ": element must be string or non-empty array");
      };
    }
  }

  /**
   * Each text is read when it is first compared: what is wrong behind it does not matter before.
   */
  private static Value containsMatches(CallContext context, Value[] operands)
      throws BuiltinException {
    List<Keyed> others = keyed(operands[1], 2);
    RegoSet.Builder found = RegoSet.builder();
    List<Cidr> parsed = new ArrayList<>();
    for (Keyed network : keyed(operands[0], 1)) {
      Value element = network.element();
      if (others.isEmpty()) {
        continue;
      }
      Value first = others.getFirst().element();
      Cidr outer = Cidr.parse(Operands.string(element, 1));
      context.spend(others.size());
      for (int i = 0; i < others.size(); i++) {
        if (i == parsed.size()) {
          Value other = i == 0 ? first : others.get(i).element();
          parsed.add(Cidr.parseWithAddress(Operands.string(other, 1)));
        }
        if (outer.contains(parsed.get(i))) {
          context.reserve(BYTES_OF_PAIR);
          found.add(RegoArray.of(network.key(), others.get(i).key()));
        }
      }
    }
    return found.build();
  }

  private static List<Keyed> keyed(Value operand, int position) {
    List<Keyed> all = new ArrayList<>();
    switch (operand) {
      case RegoString s -> all.add(new Keyed(s, s, position));
      case RegoArray a -> {
        for (int i = 0; i < a.size(); i++) {
          all.add(new Keyed(RegoNumber.of(i), a.at(i), position));
        }
      }
      case RegoSet s -> {
        for (Value member : s) {
          all.add(new Keyed(member, member, position));
        }
      }
      case RegoObject o -> {
        for (int i = 0; i < o.size(); i++) {
          all.add(new Keyed(o.keyAt(i), o.valueAt(i), position));
        }
      }
      default -> {}
    }
    return all;
  }
}
