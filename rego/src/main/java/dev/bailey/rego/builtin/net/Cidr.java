package dev.bailey.rego.builtin.net;

import dev.bailey.rego.builtin.BuiltinException;
import java.util.Optional;

/**
 * A network: the addresses that share their first bits.
 *
 * @param address one of them, not always the first
 * @param bits how many bits of the 128 they share
 */
record Cidr(Address address, int bits) {
  static final int V4_OFFSET = 96;

  static Cidr parse(String text) throws BuiltinException {
    return find(text).orElseThrow(() -> BuiltinException.failed("invalid CIDR address: " + text));
  }

  static Optional<Cidr> find(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    boolean v4 = text.lastIndexOf(':', slash) < 0;
    int bits = prefix(text.substring(slash + 1), v4 ? 32 : 128);
    return bits < 0
        ? Optional.empty()
        : Address.parse(text.substring(0, slash))
            .map(a ->
                new Cidr(a.masked(v4 ? bits + V4_OFFSET : bits), v4 ? bits + V4_OFFSET : bits));
  }

  private static int prefix(String digits, int most) {
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = Math.min(1000, number * 10 + (c - '0'));
    }
    return digits.isEmpty() || number > most ? -1 : number;
  }

  /** A network, or an address as a network of its own. */
  static Cidr parseWithAddress(String text) throws BuiltinException {
    return find(text)
        .or(() -> Address.parse(text).map(a -> new Cidr(a, 128)))
        .orElseThrow(() ->
            BuiltinException.failed(
                "not a valid textual representation of an IP address or CIDR: " + text));
  }

  Address first() {
    return address.masked(bits);
  }

  Address last() {
    return address.filled(bits);
  }

  /** Networks of one version contain no addresses of the other. */
  boolean contains(Address other) {
    return other.masked(bits).equals(first()) && other.isV4() == first().isV4();
  }

  boolean contains(Cidr other) {
    return contains(other.first()) && contains(other.last());
  }

  boolean intersects(Cidr other) {
    return contains(other.first()) || other.contains(first());
  }

  @Override
  public String toString() {
    return address + "/" + (address.isV4() && bits >= V4_OFFSET ? bits - V4_OFFSET : bits);
  }
}
