package dev.bailey.job.network;

import java.util.Optional;

/**
 * From where jobs with a network, and the host towards them, have their addresses: four of each
 * pool for every range of ids.
 *
 * @param four of IPv4, at most {@link #FOUR_BITS} long
 * @param six of IPv6, at most {@link #SIX_BITS} long
 */
public record Pools(Subnet four, Subnet six) {
  /** Ranges of ids of a host. */
  public static final int RANGES = 4096;

  /** Addresses of one job, of which the first and the last are nobody's. */
  public static final long EACH = 4;

  /** Longest prefix of IPv4 that holds them for each range of ids. */
  public static final int FOUR_BITS = 18;

  /** Longest prefix of IPv6: one link's. */
  public static final int SIX_BITS = 64;

  /** Where the owner says nothing; the second was drawn by lot as RFC 4193 asks. */
  public static final Pools USUAL =
      new Pools(Subnet.known("10.213.64.0/18"), Subnet.known("fdb1:3a7c:90e2::/64"));

  public Pools {
    Optional<String> fault = fault(false, four).or(() -> fault(true, six));
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get());
    }
  }

  /**
   * Why a subnet cannot be one of them; reads on after its text.
   *
   * @param six whether it is to be that of IPv6
   */
  public static Optional<String> fault(boolean six, Subnet pool) {
    if (pool.base().six() != six) {
      return Optional.of("is not a subnet of " + (six ? "IPv6" : "IPv4"));
    }
    int bits = six ? SIX_BITS : FOUR_BITS;
    if (pool.length() > bits) {
      return Optional.of(
          "has too few addresses; write a /"
              + bits
              + " or a shorter prefix: there are "
              + RANGES
              + " ranges of ids, with four each");
    }
    if (Special.privateRanges().stream().noneMatch(range -> range.contains(pool))) {
      return Optional.of(
          "is not private; write a part of "
              + (six ? "fc00::/7" : "10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"));
    }
    return pool.meets(Special.METADATA_SIX)
        ? Optional.of("has the address of a cloud machine's metadata service in it")
        : Optional.empty();
  }

  /** The pool of a family. */
  public Subnet of(boolean six) {
    return six ? this.six : four;
  }

  @Override
  public String toString() {
    return four + ", " + six;
  }
}
