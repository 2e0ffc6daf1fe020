package dev.bailey.worker.network;

import dev.bailey.job.network.IpAddress;
import dev.bailey.job.network.Pools;
import dev.bailey.job.network.Subnet;
import java.io.IOException;
import java.math.BigInteger;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses and routes that the host has, beside those of jobs, and what of them would be out
 * of reach if jobs had theirs from a pool.
 *
 * @param known every address and every route but the default ones
 */
record Neighbourhood(List<Known> known) {
  private static final Pattern OURS = Pattern.compile(Wires.DEVICES + "[0-9a-f]{3}");

  /** The kernel's marks for its own addresses, which are known as addresses, and for any-cast. */
  private static final long NOT_ROUTES = 0x8000_0000L | 0x0010_0000L;

  Neighbourhood {
    known = List.copyOf(known);
  }

  /** The kernel's marks for routes by way of another machine, and for those that lead nowhere. */
  private static final long NOT_HERE = 0x0002L | 0x0200L;

  /**
   * What an interface has.
   *
   * @param here whether whoever has these addresses is to be found at the interface itself
   */
  record Known(Subnet subnet, String device, String what, boolean here) {
    /** A wider route to somewhere else is like a default one: nobody need have the pool there. */
    boolean meets(Subnet pool) {
      return here ? pool.meets(subnet) : pool.contains(subnet);
    }

    boolean ours() {
      return OURS.matcher(device).matches();
    }

    @Override
    public String toString() {
      return "the " + what + " " + subnet + " of " + device;
    }
  }

  /**
   * The host's.
   *
   * @throws IOException if it cannot be told
   */
  static Neighbourhood ofHost() throws IOException {
    List<Known> all = new ArrayList<>();
    try {
      NetworkInterface.networkInterfaces()
          .forEach(device ->
              device
                  .inetAddresses()
                  .map(IpAddress::of)
                  .forEach(
                      a -> all.add(new Known(Subnet.of(a), device.getName(), "address", true))));
    } catch (SocketException unreadable) {
      throw new IOException("the host's addresses cannot be read", unreadable);
    }
    all.addAll(routes(Path.of("/proc/net/route"), Path.of("/proc/net/ipv6_route")));
    return new Neighbourhood(all);
  }

  /** The routes in the kernel's tables; a host without IPv6 has no second one. */
  static List<Known> routes(Path four, Path six) throws IOException {
    List<Known> all = new ArrayList<>();
    for (String line : Files.readAllLines(four)) {
      String[] field = line.strip().split("\\s+", -1);
      if (field.length > 7 && !field[0].equals("Iface")) {
        long base = Integer.toUnsignedLong(turned(field[1]));
        int length = Integer.bitCount(turned(field[7]));
        add(all, new Subnet(new IpAddress(false, 0, base), length), field[0], field[3]);
      }
    }
    for (String line : Files.exists(six) ? Files.readAllLines(six) : List.<String>of()) {
      String[] field = line.strip().split("\\s+", -1);
      if (field.length > 9 && (Long.parseLong(field[8], 16) & NOT_ROUTES) == 0) {
        BigInteger base = new BigInteger(field[0], 16);
        IpAddress address = new IpAddress(true, base.shiftRight(64).longValue(), base.longValue());
        add(all, new Subnet(address, Integer.parseInt(field[1], 16)), field[9], field[8]);
      }
    }
    return all;
  }

  private static void add(List<Known> all, Subnet subnet, String device, String marks) {
    boolean here = (Long.parseLong(marks, 16) & NOT_HERE) == 0;
    if (subnet.length() > 0) {
      all.add(new Known(subnet, device.equals("*") ? "no interface" : device, "route", here));
    }
  }

  /** The table has its words as the processor has them. */
  private static int turned(String word) {
    return Integer.reverseBytes(Integer.parseUnsignedInt(word, 16));
  }

  /**
   * Why jobs cannot have addresses of a pool: somebody else has some of them, or there are jobs
   * with others, whose rules would not hold any more.
   *
   * @param six whether that of IPv6 is needed too
   */
  Optional<String> conflict(Pools pools, boolean six) {
    for (Known there : known) {
      boolean family = there.subnet().base().six();
      Subnet pool = pools.of(family);
      if (family && (!six || linkLocal(there))) {
        continue;
      }
      if (there.ours() ? !pool.contains(there.subnet()) : there.meets(pool)) {
        return Optional.of(
            there.ours()
                ? "a job still has "
                    + there
                    + ", and "
                    + pool
                    + " is the pool now (job_addresses in node.yaml); wait until it has ended, or"
                    + " stop it"
                : there
                    + " meets "
                    + pool
                    + ", from which jobs have their addresses; name another pool (job_addresses in"
                    + " node.yaml), then bailey agent stop");
      }
    }
    return Optional.empty();
  }

  private static boolean linkLocal(Known there) {
    return Subnet.known("fe80::/10").contains(there.subnet())
        || Subnet.known("ff00::/8").contains(there.subnet());
  }
}
