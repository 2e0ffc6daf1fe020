package dev.bailey.job.network;

import java.util.List;
import java.util.Optional;

/**
 * Addresses that are not simply somewhere in the world (IANA's special-purpose registries). Some
 * nobody can be let out to; the others only if they are listed as addresses, so that no name and no
 * wide subnet leads there by accident.
 */
public record Special(Subnet subnet, String meaning, boolean never) {
  /** What cloud machines ask for their own credentials, over IPv4. */
  public static final Subnet METADATA = Subnet.known("169.254.169.254");

  /** The same over IPv6. */
  public static final Subnet METADATA_SIX = Subnet.known("fd00:ec2::254");

  /** Every such range; the narrower of two comes first. */
  public static final List<Special> ALL =
      List.of(
          never("0.0.0.0/8", "no destination"),
          listed("10.0.0.0/8", "private"),
          listed("100.64.0.0/10", "shared by a provider's customers"),
          never("127.0.0.0/8", "the job's own loopback, which needs no permission"),
          new Special(METADATA, "a cloud machine's metadata service", false),
          listed("169.254.0.0/16", "link-local"),
          listed("172.16.0.0/12", "private"),
          listed("192.0.0.0/24", "set aside for protocols"),
          listed("192.0.2.0/24", "set aside for documentation"),
          listed("192.168.0.0/16", "private"),
          listed("198.18.0.0/15", "set aside for measurements"),
          listed("198.51.100.0/24", "set aside for documentation"),
          listed("203.0.113.0/24", "set aside for documentation"),
          never("224.0.0.0/4", "a multicast group"),
          never("240.0.0.0/4", "reserved or broadcast"),
          never("::/128", "no destination"),
          never("::1/128", "the job's own loopback, which needs no permission"),
          never("::ffff:0:0/96", "an IPv4 address in disguise; write the IPv4 address"),
          never("::/96", "an IPv4 address in disguise; write the IPv4 address"),
          never("64:ff9b::/96", "translated to IPv4; write the IPv4 address"),
          listed("64:ff9b:1::/48", "translated to IPv4 by local agreement"),
          listed("100::/64", "discarded"),
          never("2001::/32", "a tunnel to IPv4"),
          listed("2001:db8::/32", "set aside for documentation"),
          never("2002::/16", "a tunnel to IPv4"),
          new Special(METADATA_SIX, "a cloud machine's metadata service", false),
          listed("fc00::/7", "private"),
          never("fe80::/10", "link-local, which ends at the job's own interface"),
          listed("fec0::/10", "private"),
          never("ff00::/8", "a multicast group"));

  private static Special never(String subnet, String meaning) {
    return new Special(Subnet.known(subnet), meaning, true);
  }

  private static Special listed(String subnet, String meaning) {
    return new Special(Subnet.known(subnet), meaning, false);
  }

  /** The range in which the whole of a subnet lies. */
  public static Optional<Special> around(Subnet subnet) {
    return ALL.stream().filter(s -> s.subnet.contains(subnet)).findFirst();
  }

  /** The private ranges of IPv4 and IPv6 (RFC 1918, RFC 4193). */
  public static List<Subnet> privateRanges() {
    return List.of(
        Subnet.known("10.0.0.0/8"),
        Subnet.known("172.16.0.0/12"),
        Subnet.known("192.168.0.0/16"),
        Subnet.known("fc00::/7"));
  }
}
