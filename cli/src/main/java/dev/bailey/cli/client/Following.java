package dev.bailey.cli.client;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.ledger.json.Json;
import java.util.Optional;

/**
 * Reads a job's log to its end. A connection that breaks, as when the agent is killed, is taken up
 * again at the line where it broke.
 */
public final class Following {
  /** Breaks in a row without a single event between them. */
  private static final int MAX_BREAKS = 5;

  private final AgentClient client;
  private final String job;
  private final boolean follow;
  private final String more;
  private long next;
  private long seenState = -1;
  private boolean progress;
  private Optional<Json.Obj> end = Optional.empty();

  /** Gets what comes, in order, each once. */
  public interface Watcher {
    void line(Json.Obj line);

    void state(Json.Obj state);
  }

  /**
   * @param from number of the first line, from 1
   * @param follow whether to wait for what comes
   */
  public Following(AgentClient client, String job, long from, boolean follow) {
    this(client, job, from, follow, "");
  }

  /**
   * As above, with more in the query.
   *
   * @param more begins with {@code &}; empty if there is no more
   */
  public Following(AgentClient client, String job, long from, boolean follow, String more) {
    this.client = client;
    this.job = job;
    this.next = from;
    this.follow = follow;
    this.more = more;
  }

  /** Reads to the end; what the agent said there. */
  public Json.Obj run(Watcher watcher) {
    int breaks = 0;
    while (end.isEmpty()) {
      progress = false;
      client.events(
          "GET",
          "/v1/jobs/%s/log?from=%d&follow=%s".formatted(AgentClient.segment(job), next, follow)
              + more,
          Json.Obj.EMPTY,
          (event, data) -> on(event, data, watcher));
      breaks = progress ? 0 : breaks + 1;
      if (end.isEmpty() && breaks == MAX_BREAKS) {
        throw new Failure(
            Exit.UNREACHABLE,
            "the log of " + job + " breaks off",
            "the agent ended the connection " + MAX_BREAKS + " times",
            "bailey agent status");
      }
    }
    return end.get();
  }

  private boolean on(String event, Json.Obj data, Watcher watcher) {
    progress = true;
    switch (event) {
      case "line" -> {
        next = data.whole("n").orElse(next) + 1;
        watcher.line(data);
      }
      case "state" -> {
        long seq = data.whole("seq").orElse(0L);
        if (seq > seenState) {
          seenState = seq;
          watcher.state(data);
        }
      }
      case "end" -> end = Optional.of(data);
      default -> {}
    }
    return end.isEmpty();
  }
}
