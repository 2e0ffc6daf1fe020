package dev.bailey.worker.network;

import dev.bailey.job.network.Pools;
import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.json.Json;
import java.util.List;

/** The rules of networks, as commands in nft's JSON form. */
public interface RuleBook {
  /** The rules of a namespace in which nothing passes yet, whatever protocol or direction. */
  List<Json> closed();

  /**
   * The rules inside a job's namespace; loaded after {@link #closed}, which they open no further
   * than they say.
   *
   * @param wire its addresses; the digest of the rules is not known yet
   */
  List<Json> inside(Network network, Wire wire);

  /** The rules of the host for all jobs; loading them again changes nothing. */
  List<Json> outside();

  /** From where jobs have the addresses of which these rules speak. */
  default Pools pools() {
    return Pools.USUAL;
  }

  /** The rules that hold, with the usual pools. */
  static RuleBook standard() {
    return standard(Pools.USUAL);
  }

  /** The rules that hold. */
  static RuleBook standard(Pools pools) {
    return new RuleBook() {
      @Override
      public Pools pools() {
        return pools;
      }

      @Override
      public List<Json> closed() {
        return InsideRules.closed();
      }

      @Override
      public List<Json> inside(Network network, Wire wire) {
        return InsideRules.of(network, wire);
      }

      @Override
      public List<Json> outside() {
        return OutsideRules.all(pools);
      }
    };
  }
}
