package dev.bailey.worker.network;

import dev.bailey.job.network.Subnet;
import dev.bailey.job.plan.JobIds;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.Digest;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Gives each attempt the interface and addresses that belong to its range of ids, which no other
 * attempt of the host has at the same time.
 */
public final class Wires {
  /** How the names of the host's interfaces begin. */
  public static final String DEVICES = "bailey";

  /** Addresses of jobs and of the host towards them: four for each range of ids. */
  public static final Subnet POOL = Subnet.known("10.213.64.0/18");

  /** The same in IPv6, from a unique local prefix (RFC 4193) that was drawn by lot. */
  public static final Subnet POOL_SIX = Subnet.known("fdb1:3a7c:90e2::/64");

  private static final long EACH = 4;

  private Wires() {}

  /**
   * The wire of an attempt.
   *
   * @param namespace where its namespace is kept
   * @param idBase first id of its range
   */
  public static Wire of(Network network, Path namespace, long idBase, RuleBook rules) {
    long index = (idBase - JobIds.FIRST) / JobIds.PER_ATTEMPT;
    Wire bare =
        new Wire(
            namespace.toString(),
            String.format(Locale.ROOT, "%s%03x", DEVICES, index),
            four(index, 1),
            four(index, 2),
            network.six() ? six(index, 1) : "",
            network.six() ? six(index, 2) : "",
            Digest.NONE.hex());
    return new Wire(
        bare.namespace(),
        bare.device(),
        bare.host(),
        bare.job(),
        bare.hostSix(),
        bare.jobSix(),
        Listing.of(rules.inside(network, bare)).digest().hex());
  }

  private static String four(long index, long number) {
    long value = POOL.base().low() + index * EACH + number;
    return new dev.bailey.job.network.IpAddress(false, 0, value).text();
  }

  private static String six(long index, long number) {
    return new dev.bailey.job.network.IpAddress(true, POOL_SIX.base().high(), index * EACH + number)
        .text();
  }
}
