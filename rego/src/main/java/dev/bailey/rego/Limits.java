package dev.bailey.rego;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How much a policy may cost. Whatever reaches a limit ends with an error value that names the
 * limit. Each limit is of one compilation, of modules or of a query, or of one evaluation.
 *
 * @param sourceBytes of one module, query or document of data, in UTF-8
 * @param rules in all modules of a policy together
 * @param compileSteps of a compilation: roughly, parts of rules looked at; each stage looks at all
 * @param compileTime of a compilation
 * @param nesting of brackets, bodies and operators in a text; of arrays and objects in a document
 * @param steps of an evaluation: roughly, expressions tried and elements handled; an iteration over
 *     a million elements takes some millions
 * @param time of an evaluation
 * @param memoryBytes that values made by an evaluation may take, roughly counted; those of input
 *     and data do not count
 * @param depth of calls and rules that wait for each other; several loops in each other count as
 *     one
 * @param resultRows of a query
 * @param bundleBytes of a bundle when unpacked
 * @param bundleFiles in a bundle
 */
public record Limits(
    long sourceBytes,
    int rules,
    long compileSteps,
    Duration compileTime,
    int nesting,
    long steps,
    Duration time,
    long memoryBytes,
    int depth,
    int resultRows,
    long bundleBytes,
    int bundleFiles) {

  /**
   * Generous to real policies and safe for a host: texts of 64 MiB, 200,000 rules, a thousand
   * million steps and 60 s to compile, nesting of 1,000, as many steps and seconds to evaluate, 1
   * GiB, a depth of 2,000, a million rows, bundles of 1 GiB and 100,000 files. They are a choice;
   * nothing outside depends on them.
   */
  public static final Limits STANDARD =
      new Limits(
          64L << 20,
          200_000,
          1_000_000_000L,
          Duration.ofSeconds(60),
          1_000,
          1_000_000_000L,
          Duration.ofSeconds(60),
          1L << 30,
          2_000,
          1_000_000,
          1L << 30,
          100_000);

  public Limits {
    if (sourceBytes < 0
        || rules < 0
        || compileSteps < 0
        || compileTime.isNegative()
        || nesting < 0
        || steps < 0
        || time.isNegative()
        || memoryBytes < 0
        || depth < 0
        || resultRows < 0
        || bundleBytes < 0
        || bundleFiles < 0) {
      throw new IllegalArgumentException("a limit is negative");
    }
  }

  public Limits withSourceBytes(long most) {
    return changed(c -> c.sourceBytes = most);
  }

  public Limits withRules(int most) {
    return changed(c -> c.rules = most);
  }

  public Limits withCompileSteps(long most) {
    return changed(c -> c.compileSteps = most);
  }

  public Limits withCompileTime(Duration most) {
    return changed(c -> c.compileTime = most);
  }

  public Limits withNesting(int most) {
    return changed(c -> c.nesting = most);
  }

  public Limits withSteps(long most) {
    return changed(c -> c.steps = most);
  }

  public Limits withTime(Duration most) {
    return changed(c -> c.time = most);
  }

  public Limits withMemoryBytes(long most) {
    return changed(c -> c.memoryBytes = most);
  }

  public Limits withDepth(int most) {
    return changed(c -> c.depth = most);
  }

  public Limits withResultRows(int most) {
    return changed(c -> c.resultRows = most);
  }

  public Limits withBundleBytes(long most) {
    return changed(c -> c.bundleBytes = most);
  }

  public Limits withBundleFiles(int most) {
    return changed(c -> c.bundleFiles = most);
  }

  private Limits changed(Consumer<Change> change) {
    Change c = new Change(this);
    change.accept(c);
    return c.limits();
  }

  /** Limits of which one is being set. */
  private static final class Change {
    long sourceBytes;
    int rules;
    long compileSteps;
    Duration compileTime;
    int nesting;
    long steps;
    Duration time;
    long memoryBytes;
    int depth;
    int resultRows;
    long bundleBytes;
    int bundleFiles;

    Change(Limits from) {
      sourceBytes = from.sourceBytes;
      rules = from.rules;
      compileSteps = from.compileSteps;
      compileTime = from.compileTime;
      nesting = from.nesting;
      steps = from.steps;
      time = from.time;
      memoryBytes = from.memoryBytes;
      depth = from.depth;
      resultRows = from.resultRows;
      bundleBytes = from.bundleBytes;
      bundleFiles = from.bundleFiles;
    }

    Limits limits() {
      return new Limits(
          sourceBytes,
          rules,
          compileSteps,
          compileTime,
          nesting,
          steps,
          time,
          memoryBytes,
          depth,
          resultRows,
          bundleBytes,
          bundleFiles);
    }
  }
}
