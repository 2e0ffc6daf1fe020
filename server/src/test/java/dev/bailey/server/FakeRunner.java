package dev.bailey.server;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Outcome;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.run.Order;
import dev.bailey.job.run.Runner;
import dev.bailey.job.run.Serving;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Event;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Denial;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs nothing: goes through the states of an attempt and waits to be told to end. */
public final class FakeRunner implements Runner {
  public FakeRunner() {}

  final List<String> started = new CopyOnWriteArrayList<>();
  final List<String> recovered = new CopyOnWriteArrayList<>();
  private final Map<String, CountDownLatch> running = new ConcurrentHashMap<>();
  private final Map<String, JobState> ends = new ConcurrentHashMap<>();
  private volatile boolean endsAtOnce = true;

  /** What the policy says to every cancel; nothing against it if empty. */
  volatile Optional<Denial> denied = Optional.empty();

  /** How often it was asked to cancel and did not. */
  final AtomicInteger asked = new AtomicInteger();

  /** Jobs go on until {@link #end}. */
  public FakeRunner waiting() {
    endsAtOnce = false;
    return this;
  }

  /** Lets a job's workload end. */
  public void end(String job) {
    running.computeIfAbsent(job, j -> new CountDownLatch(1)).countDown();
  }

  @Override
  public JobState run(Order order) {
    started.add(order.job());
    state(order, "queued", "starting");
    Placement place =
        new Placement(
            "c".repeat(64),
            0x7000_0000L,
            65536,
            0x7000_03e8L,
            List.of(),
            List.of(),
            false,
            Optional.empty(),
            Optional.empty());
    if (order.gate().ask(new ContainerAction.StartContainer(order.plan(), place))
        instanceof Verdict.Granted<ContainerAction.StartContainer> granted) {
      granted.permit().take();
      order.gate().outcome(granted.permit(), Outcome.done());
    }
    state(order, "starting", "running");
    return rest(order);
  }

  @Override
  public JobState recover(Order order, List<Event> history) {
    recovered.add(order.job() + " after " + history.size());
    return rest(order);
  }

  private JobState rest(Order order) {
    CountDownLatch latch = running.computeIfAbsent(order.job(), j -> new CountDownLatch(1));
    try {
      if (!endsAtOnce) {
        latch.await();
      }
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    JobState end = ends.getOrDefault(order.job(), JobState.SUCCEEDED);
    state(order, "running", "finalizing");
    state(order, "finalizing", end.wireName());
    running.remove(order.job());
    return end;
  }

  private static void state(Order order, String from, String to) {
    order
        .gate()
        .record(
            EventType.STATE,
            Json.object().put("from", from).put("to", to).put("detail", Json.Obj.EMPTY).build());
  }

  @Override
  public CancelResult cancel(String job) {
    if (!started.contains(job)) {
      return new CancelResult.NotHere();
    }
    if (denied.isPresent()) {
      asked.incrementAndGet();
      return new CancelResult.Denied(denied.get());
    }
    ends.put(job, JobState.CANCELLED);
    end(job);
    return new CancelResult.Asked();
  }

  @Override
  public Optional<Serving> serving(String job) {
    return Optional.empty();
  }

  /** Copies what it is given, in capitals, and ends with the number of arguments. */
  @Override
  public ExecResult exec(
      String job, List<String> command, InputStream in, OutputStream out, OutputStream err) {
    try {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      out.write(text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
      err.write(String.join(" ", command).getBytes(StandardCharsets.UTF_8));
      return new ExecResult.Ended(command.size());
    } catch (IOException gone) {
      return new ExecResult.NotRun("streams broke", false);
    }
  }
}
