package dev.bailey.dist.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** Follows each attack while it is tried, one at a time, and writes down how it ended. */
public final class Trials implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
  private static boolean control;
  private static boolean controlTried;

  /** Says that from here on the control is tried. */
  public static void control() {
    control = true;
    controlTried = true;
  }

  /** Says that from here on the attack itself is tried, on every wall. */
  public static void attack() {
    control = false;
  }

  @Override
  public void beforeTestExecution(ExtensionContext test) {
    control = false;
    controlTried = false;
  }

  @Override
  public void afterTestExecution(ExtensionContext test) {
    Optional<Throwable> failure = test.getExecutionException();
    Trial.Ending ending =
        failure.isEmpty()
            ? controlTried ? Trial.Ending.HELD : Trial.Ending.UNCONTROLLED
            : failure.get() instanceof TestAbortedException
                ? Trial.Ending.IMPOSSIBLE
                : control ? Trial.Ending.UNCONTROLLED : Trial.Ending.SUCCEEDED;
    Attack attack = test.getRequiredTestMethod().getAnnotation(Attack.class);
    write(
        new Trial(
            List.of(attack.value()),
            attack.tries(),
            attack.control(),
            test.getRequiredTestClass().getSimpleName()
                + "."
                + test.getRequiredTestMethod().getName(),
            ending,
            failure.map(f -> String.valueOf(f.getMessage())).orElse("")));
    if (failure.isEmpty() && !controlTried) {
      throw new AssertionError("no control was tried");
    }
  }

  private static void write(Trial trial) {
    try {
      Files.writeString(
          Trial.BOOK, trial.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
