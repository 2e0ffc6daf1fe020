package dev.bailey.rego.builtin.net;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The fewest networks that cover the same addresses as those given. What touches no other stays as
 * it is given, which for a bare address is an address within the network.
 */
final class CidrMerge {
  private CidrMerge() {}

  static Value merge(Value operand) throws BuiltinException {
    Iterable<Value> members =
        switch (operand) {
          case RegoArray a -> a;
          case RegoSet s -> s;
          default -> throw BuiltinException.failed("operand must be an array");
        };
    List<Cidr> given = new ArrayList<>();
    for (Value member : members) {
      if (!(member instanceof RegoString s)) {
        throw BuiltinException.failed("element must be string");
      }
      given.add(network(s.text()));
    }
    List<Value> texts = new ArrayList<>();
    for (Cidr cidr : given.isEmpty() ? given : merge(given)) {
      texts.add(RegoString.of(cidr.toString()));
    }
    return RegoSet.of(texts);
  }

  /** A bare address of IPv4 stands for the network of its class. */
  private static Cidr network(String text) throws BuiltinException {
    Address address = Address.parse(text).orElse(null);
    if (address == null) {
      return Cidr.parse(text);
    }
    if (!address.isV4()) {
      throw BuiltinException.failed("IPv6 invalid: needs prefix length");
    }
    int lead = (int) (address.low() >>> 24) & 0xFF;
    return new Cidr(address, Cidr.V4_OFFSET + (lead < 128 ? 8 : lead < 192 ? 16 : 24));
  }

  private static List<Cidr> merge(List<Cidr> given) {
    given.sort(Comparator.comparing(Cidr::first, Address::compareUnsigned));
    List<Cidr> merged = new ArrayList<>();
    int from = 0;
    Address last = given.getFirst().last();
    for (int i = 1; i < given.size(); i++) {
      Cidr cidr = given.get(i);
      boolean apart = !last.isLast() && cidr.first().compareUnsigned(last.next()) > 0;
      if (apart) {
        join(given.subList(from, i), last, merged);
        from = i;
      }
      if (apart || cidr.last().compareUnsigned(last) > 0) {
        last = cidr.last();
      }
    }
    join(given.subList(from, given.size()), last, merged);
    return merged;
  }

  private static void join(List<Cidr> touching, Address last, List<Cidr> networks) {
    if (touching.size() == 1) {
      networks.add(touching.getFirst());
    } else {
      cover(touching.getFirst().first(), last, networks);
    }
  }

  /** Adds the fewest networks that make up the range. */
  private static void cover(Address first, Address last, List<Cidr> networks) {
    Address from = first;
    while (true) {
      int bits = 128 - Math.min(128, from.trailingZeros());
      while (from.filled(bits).compareUnsigned(last) > 0) {
        bits++;
      }
      networks.add(new Cidr(from, bits));
      Address end = from.filled(bits);
      if (end.equals(last)) {
        return;
      }
      from = end.next();
    }
  }
}
