package dev.bailey.worker.network;

import dev.bailey.job.network.IpAddress;
import dev.bailey.job.network.Pools;
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

  private Wires() {}

  /**
   * The wire of an attempt, with addresses of the rules' pools.
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
            address(rules.pools().four(), index, 1),
            address(rules.pools().four(), index, 2),
            network.six() ? address(rules.pools().six(), index, 1) : "",
            network.six() ? address(rules.pools().six(), index, 2) : "",
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

  private static String address(Subnet pool, long index, long number) {
    IpAddress base = pool.base();
    return new IpAddress(base.six(), base.high(), base.low() + index * Pools.EACH + number).text();
  }
}
