package dev.bailey.worker.attempt;

import dev.bailey.job.log.LogLimits;
import dev.bailey.job.log.LogWriter;
import dev.bailey.job.plan.Wire;
import dev.bailey.job.run.Order;
import dev.bailey.job.run.Runner;
import dev.bailey.job.run.Serving;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Carries out attempts on this host: prepare, run, collect, clean, close. */
public final class AttemptRunner implements Runner {
  /** Host ids are shared by every home on the host. */
  private static final Path ID_RANGES = Path.of("/run/bailey/ids");

  private final Workshop workshop;
  private final Prepare prepare;
  private final Run run;
  private final Collect collect;
  private final Clean clean;
  private final Close close;
  private final Exec exec;
  private final Map<String, Live> live = new ConcurrentHashMap<>();

  public AttemptRunner(Workshop workshop) {
    this.workshop = workshop;
    IdRanges ids = new IdRanges(ID_RANGES);
    this.prepare = new Prepare(workshop, ids);
    this.run = new Run(workshop);
    this.collect = new Collect(workshop);
    this.clean = new Clean(workshop, ids);
    this.close = new Close(workshop);
    this.exec = new Exec(workshop);
  }

  @Override
  public JobState run(Order order) {
    return carry(order, Progress.of(List.of()));
  }

  @Override
  public JobState recover(Order order, List<Event> history) {
    Progress progress = Progress.of(history);
    for (long decision : progress.unsettled()) {
      if (!order.gate().settle(decision, "the agent ended before the outcome was recorded")) {
        return progress.state();
      }
    }
    return progress.closed() ? progress.state() : carry(order, progress);
  }

  /** Runs on a thread of its own: it waits in the kernel, which would hold up virtual threads. */
  private JobState carry(Order order, Progress progress) {
    Live now = new Live(order);
    if (live.putIfAbsent(order.job(), now) != null) {
      throw new IllegalStateException("an attempt of " + order.job() + " is under way already");
    }
    JobState[] state = {progress.state()};
    Thread thread =
        Thread.ofPlatform()
            .name("attempt-" + order.job())
            .start(() -> state[0] = attempt(now, progress));
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      live.remove(order.job(), now);
    }
    return state[0];
  }

  private JobState attempt(Live now, Progress progress) {
    Chronicle chronicle = new Chronicle(now.order().gate(), progress.state());
    try {
      Path file = Workshop.log(workshop.home(), now.order().job(), now.order().attempt());
      Files.createDirectories(file.getParent());
      try (LogWriter log = LogWriter.open(file, LogLimits.MAX_BYTES)) {
        return new Course(workshop, prepare, run, collect, clean, close)
            .follow(now, chronicle, progress, log);
      }
    } catch (LedgerLost lost) {
      return chronicle.now();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return chronicle.now();
    }
  }

  @Override
  public CancelResult cancel(String job) {
    Live now = live.get(job);
    if (now == null) {
      return new CancelResult.NotHere();
    }
    now.cancel();
    return now.container()
        .map(container -> Cancellation.ask(now, container))
        .orElse(new CancelResult.Asked());
  }

  @Override
  public Optional<Serving> serving(String job) {
    Live now = live.get(job);
    return now == null
        ? Optional.empty()
        : now.container()
            .map(container -> {
              Optional<Wire> wire = container.placement().wire();
              return new Serving(
                  wire.map(Wire::job).orElse(""), wire.map(Wire::jobSix).orElse(""), now.health());
            });
  }

  @Override
  public ExecResult exec(
      String job, List<String> command, InputStream in, OutputStream out, OutputStream err) {
    Live now = live.get(job);
    if (now == null || now.container().isEmpty()) {
      return new ExecResult.NotRun(job + " is not running", false);
    }
    return exec.exec(now.order(), now.container().get(), command, in, out, err);
  }
}
