package dev.bailey.worker.attempt;

import dev.bailey.job.gate.ContainerAction;
import dev.bailey.job.gate.Standing;
import dev.bailey.job.run.Runner.ExecResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Runs a command in the container as any other process there, for a limited time. */
record CommandCheck(
    Exec exec,
    Standing<ContainerAction.CheckHealth> standing,
    Live.Container container,
    long timeoutSeconds)
    implements Check {
  @Override
  public Optional<String> failure() {
    LastBytes said = new LastBytes();
    return switch (exec.check(standing, container, timeoutSeconds, said)) {
      case ExecResult.Ended ended when ended.code() == 0 -> Optional.empty();
      case ExecResult.Ended ended ->
          Optional.of("its command ended with code " + ended.code() + lastLine(said));
      case ExecResult.NotRun not -> Optional.of(not.reason() + lastLine(said));
    };
  }

  private static String lastLine(LastBytes said) {
    String text = new String(said.bytes(), StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "" : ", its last line: " + text.substring(text.lastIndexOf('\n') + 1);
  }

  @Override
  public boolean visits() {
    return false;
  }
}
