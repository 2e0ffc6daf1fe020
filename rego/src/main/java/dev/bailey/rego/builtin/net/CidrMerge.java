package dev.bailey.rego.builtin.net;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The fewest networks that cover the same addresses as those given. */
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
    for (Cidr cidr : given.size() > 1 ? merge(given) : given) {
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
    Address first = given.getFirst().first();
    Address last = given.getFirst().last();
    for (Cidr cidr : given) {
      boolean apart = !last.isLast() && cidr.first().compareUnsigned(last.next()) > 0;
      if (apart) {
        cover(first, last, merged);
        first = cidr.first();
        last = cidr.last();
      } else if (cidr.last().compareUnsigned(last) > 0) {
        last = cidr.last();
      }
    }
    cover(first, last, merged);
    return merged;
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
