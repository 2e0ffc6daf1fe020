package dev.bailey.rego.plan;

import dev.bailey.rego.Location;
import java.util.List;
import java.util.Optional;

/**
 * How the rules of a document, or a function, give their value for known keys or arguments. These
 * are passed in the first slots of the frame.
 *
 * @param parameters how many keys or arguments are passed
 * @param frame number of slots that the clauses need, parameters included
 * @param clauses in the order of the rules
 * @param fallbacks the same of default rules; they count where no clause gives anything
 * @param index which clauses to try; absent: all
 * @param early whether the first clause that gives a value may be the last
 * @param costly whether it loops or calls, so that its results are worth remembering
 */
public record Routine(
    Document document,
    Ending ending,
    int parameters,
    int frame,
    List<Clause> clauses,
    List<Clause> fallbacks,
    Optional<Index> index,
    boolean early,
    boolean costly) {
  /** What the clauses of a routine have as sinks, and what becomes of it. */
  public enum Ending {
    /** {@link Sink.Give}: that value. */
    VALUE,
    /** {@link Sink.Add}: a set, of all that was added. */
    SET,
    /** {@link Sink.Put}: an object. */
    OBJECT,
    /** {@link Sink.PutAt}: nested objects. */
    NESTED,
    /** {@link Sink.Exists}: the last parameter, if there is a proof. */
    EXISTS
  }

  public Routine {
    clauses = List.copyOf(clauses);
    fallbacks = List.copyOf(fallbacks);
  }

  /**
   * One rule.
   *
   * @param otherwise the clause after {@code else}
   */
  public record Clause(Block block, Optional<Clause> otherwise, Location location) {}
}
