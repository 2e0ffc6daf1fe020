package dev.bailey.worker.broker;

import dev.bailey.job.network.IpAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What went through the broker of one job, and what was refused. */
public final class Account {
  /** Different addresses of one destination that are told. */
  private static final int MAX_ADDRESSES = 32;

  /** Refusals that are told one by one; all are counted. */
  private static final int MAX_TOLD = 16;

  private final Map<Integer, Line> lines = new TreeMap<>();
  private final Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);
  private final List<Refused> told = new ArrayList<>();
  private boolean closed;

  Account() {}

  /**
   * A refusal.
   *
   * @param asked name and port that were asked for; empty if they could not be read
   */
  public record Refused(Refusal why, String asked) {}

  /**
   * What went to one destination.
   *
   * @param connections that were made
   * @param sent bytes from the job, without headers of packets
   * @param received bytes for the job
   * @param addresses that were connected to, at most 32
   */
  public record Sum(long connections, long sent, long received, List<IpAddress> addresses) {
    /** Nothing. */
    public static final Sum NONE = new Sum(0, 0, 0, List.of());

    public Sum {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * All of it at one moment.
   *
   * @param sums by the number of the destination; what is missing was not used
   * @param refusals how many of each kind
   * @param told the first of them
   */
  public record Totals(Map<Integer, Sum> sums, Map<Refusal, Long> refusals, List<Refused> told) {
    public Totals {
      sums = Map.copyOf(sums);
      refusals = Map.copyOf(refusals);
      told = List.copyOf(told);
    }
  }

  /** One destination's part, kept by the lock of the account. */
  final class Line {
    private final long budget;
    private final TreeSet<IpAddress> addresses = new TreeSet<>();
    private long connections;
    private long sent;
    private long received;

    private Line(long budget) {
      this.budget = budget;
    }

    /** Notes a connection. */
    void connected(IpAddress address) {
      synchronized (Account.this) {
        connections++;
        if (addresses.size() < MAX_ADDRESSES) {
          addresses.add(address);
        }
      }
    }

    /** Whether nothing more may go. */
    boolean spent() {
      synchronized (Account.this) {
        return budget > 0 && sent + received >= budget;
      }
    }

    /** Counts bytes that are about to go one way; false if they may not, and then they are not. */
    boolean take(boolean out, int bytes) {
      synchronized (Account.this) {
        if (closed || (budget > 0 && sent + received + bytes > budget)) {
          return false;
        }
        if (out) {
          sent += bytes;
        } else {
          received += bytes;
        }
        return true;
      }
    }

    private Sum sum() {
      return new Sum(connections, sent, received, List.copyOf(addresses));
    }
  }

  /**
   * The part of a destination.
   *
   * @param budget most bytes both ways together; 0 for no limit
   */
  synchronized Line line(int number, long budget) {
    return lines.computeIfAbsent(number, n -> new Line(budget));
  }

  /** Notes a refusal. */
  synchronized void refused(Refusal why, String asked) {
    refusals.merge(why, 1L, Long::sum);
    if (told.size() < MAX_TOLD) {
      told.add(new Refused(why, asked));
    }
  }

  /** What it comes to; nothing is counted, and so nothing goes, afterwards. */
  synchronized Totals close() {
    closed = true;
    Map<Integer, Sum> sums = new TreeMap<>();
    lines.forEach((number, line) -> sums.put(number, line.sum()));
    return new Totals(sums, refusals, told);
  }
}
