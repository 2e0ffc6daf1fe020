package dev.bailey.job.network;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All addresses with the same first bits; a single address is a subnet of itself.
 *
 * @param base the first address
 * @param length how many bits are the same
 */
public record Subnet(IpAddress base, int length) {
  private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

  /**
   * @throws IllegalArgumentException if the base is not the first address, or there are not so many
   *     bits
   */
  public Subnet {
    if (length < 0 || length > base.bits() || !base.first(length).equals(base)) {
      throw new IllegalArgumentException("not a subnet: " + base.text() + "/" + length);
    }
  }

  /** One address. */
  public static Subnet of(IpAddress address) {
    return new Subnet(address, address.bits());
  }

  /** A subnet that is known to be one, such as a constant. */
  public static Subnet known(String text) {
    return switch (parse(text)) {
      case Parsed.Read(Subnet subnet) -> subnet;
      case Parsed.Wrong(String fault) -> throw new IllegalArgumentException(text + " " + fault);
    };
  }

  /** What became of a text. */
  public sealed interface Parsed {
    /** It is an address or a subnet. */
    record Read(Subnet subnet) implements Parsed {}

    /** It is none; the fault reads on after the text. */
    record Wrong(String fault) implements Parsed {}
  }

  /** Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or an address alone. */
  public static Parsed parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (address.indexOf('%') >= 0) {
      return new Parsed.Wrong("has a zone, which means something on one host only; remove it");
    }
    Optional<IpAddress> base = IpAddress.parse(address);
    if (base.isEmpty()) {
      return new Parsed.Wrong("is not an address; write 192.0.2.7, 10.0.0.0/8 or fd00::/8");
    }
    if (slash < 0) {
      return new Parsed.Read(of(base.get()));
    }
    String length = text.substring(slash + 1);
    int bits = base.get().bits();
    if (!LENGTH.matcher(length).matches() || Integer.parseInt(length) > bits) {
      return new Parsed.Wrong("has a prefix that is not a number from 0 to " + bits);
    }
    int number = Integer.parseInt(length);
    IpAddress first = base.get().first(number);
    return first.equals(base.get())
        ? new Parsed.Read(new Subnet(first, number))
        : new Parsed.Wrong(
            "is not the first address of its subnet; write " + first.text() + "/" + length);
  }

  /** Whether it is one address. */
  public boolean single() {
    return length == base.bits();
  }

  /** Whether every address of the other is in this one. */
  public boolean contains(Subnet other) {
    return base.six() == other.base.six()
        && length <= other.length
        && other.base.first(length).equals(base);
  }

  /** Whether there is an address in both. */
  public boolean meets(Subnet other) {
    return contains(other) || other.contains(this);
  }

  /** The canonical text; a single address is written without its length. */
  public String text() {
    return single() ? base.text() : base.text() + "/" + length;
  }

  @Override
  public String toString() {
    return text();
  }
}
