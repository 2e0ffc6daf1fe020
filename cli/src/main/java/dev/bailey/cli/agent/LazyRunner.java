package dev.bailey.cli.agent;

import dev.bailey.job.run.Order;
import dev.bailey.job.run.Runner;
import dev.bailey.job.run.Serving;
import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Event;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** The engine's runner, if there is one; without it no job was planned and none can be taken up. */
record LazyRunner(Engine engine) implements Runner {
  @Override
  public JobState run(Order order) {
    return runner().run(order);
  }

  @Override
  public JobState recover(Order order, List<Event> history) {
    return runner().recover(order, history);
  }

  @Override
  public CancelResult cancel(String job) {
    return switch (engine.state()) {
      case Engine.Ready ready -> ready.runner().cancel(job);
      case Engine.NotReady ignored -> new CancelResult.NotHere();
    };
  }

  @Override
  public Optional<Serving> serving(String job) {
    return switch (engine.state()) {
      case Engine.Ready ready -> ready.runner().serving(job);
      case Engine.NotReady ignored -> Optional.empty();
    };
  }

  @Override
  public ExecResult exec(
      String job, List<String> command, InputStream in, OutputStream out, OutputStream err) {
    return switch (engine.state()) {
      case Engine.Ready ready -> ready.runner().exec(job, command, in, out, err);
      case Engine.NotReady not -> new ExecResult.NotRun(not.reason(), false);
    };
  }

  private Runner runner() {
    return switch (engine.state()) {
      case Engine.Ready ready -> ready.runner();
      case Engine.NotReady not -> throw new IllegalStateException(not.reason());
    };
  }
}
