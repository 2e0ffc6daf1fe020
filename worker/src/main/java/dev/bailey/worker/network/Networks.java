package dev.bailey.worker.network;

import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Networks of jobs on this host. It is told what to do by those who hold the permit. */
public interface Networks {
  /** The rules by which networks are made here. */
  RuleBook rules();

  /**
   * Makes the namespace. Nothing leads out of it yet, and its rules let nothing pass.
   *
   * @return why it cannot be done; empty if all of it is in place
   */
  Optional<String> open(Network network, Wire wire) throws InterruptedException;

  /**
   * Leads an open network out: its own rules, the wire, the host's rules for the job, and the
   * broker if it has one.
   *
   * @return why it cannot be done; empty if all of it is in place
   */
  Optional<String> connect(Network network, Wire wire) throws InterruptedException;

  /** What is there now. */
  Seen look(Network network, Wire wire, long pid) throws InterruptedException;

  /**
   * A look at a network and at a process in it.
   *
   * @param observed as recorded
   * @param mismatches what is not as decided, one sentence each
   */
  record Seen(Json.Obj observed, List<String> mismatches) {
    public Seen {
      mismatches = List.copyOf(mismatches);
    }
  }

  /**
   * Ends the broker and reads what was counted, when nobody is left in the namespace.
   *
   * @return empty if the namespace is gone
   */
  Optional<Readings> flows(Wire wire) throws InterruptedException;

  /**
   * Who has come to the inbound ports so far.
   *
   * @param pid a process in the namespace
   * @return empty if it cannot be told
   */
  Optional<Visits> visits(Network network, Wire wire, long pid) throws InterruptedException;

  /** Takes away what outlives the namespace. Doing it twice does no harm. */
  void close(Wire wire) throws IOException, InterruptedException;
}
