package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Source;
import dev.bailey.rego.syntax.Body;
import dev.bailey.rego.syntax.Module;
import dev.bailey.rego.syntax.Term;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads Rego. Nothing is thrown at the caller: whatever the text, the answer is a tree or an error
 * with a place. The tree is no higher than {@link ParseOptions#maxDepth}.
 */
public final class Parser {
  private Parser() {}

  /** Reads a module. */
  public static Parsed<Module> module(Source source, ParseOptions options) {
    return module(source, options, place -> {});
  }

  /**
   * Reads a module.
   *
   * @param watch is told now and then how far reading has come, and may end it by an exception
   */
  public static Parsed<Module> module(
      Source source, ParseOptions options, Consumer<Location> watch) {
    return parse(
        source,
        options,
        watch,
        (scanner, depth, attempts) -> {
          Module module = new Modules(source, scanner, depth, attempts, options).module();
          return options.annotations() ? Metadata.attach(module) : module;
        });
  }

  /** Reads a query: statements, at least one, separated by line ends or semicolons. */
  public static Parsed<Body> query(Source source, ParseOptions options) {
    return query(source, options, place -> {});
  }

  /** The same, watched like {@link #module(Source, ParseOptions, Consumer)}. */
  public static Parsed<Body> query(Source source, ParseOptions options, Consumer<Location> watch) {
    return parse(
        source,
        options,
        watch,
        (scanner, depth, attempts) -> new Bodies(scanner, depth, attempts).until(Token.EOF));
  }

  /** Reads one term. */
  public static Parsed<Term> term(Source source, ParseOptions options) {
    return parse(
        source,
        options,
        place -> {},
        (scanner, depth, attempts) -> {
          Term term = new Bodies(scanner, depth, attempts).terms().termOrPair();
          if (scanner.token() != Token.EOF) {
            throw scanner.fail("unexpected " + scanner.token().text());
          }
          return term;
        });
  }

  private interface Reading<T> {
    T read(Scanner scanner, Depth depth, Attempts attempts);
  }

  private static <T> Parsed<T> parse(
      Source source, ParseOptions options, Consumer<Location> watch, Reading<T> reading) {
    if (source.text().length() > options.maxLength()) {
      String message = "text is too long: the limit is " + options.maxLength() + " characters";
      return failed(new ParseFailure(new Location(source, 0, 0, 0, 0), message));
    }
    int words = options.version() == RegoVersion.V1 ? Imports.ALL_WORDS : 0;
    Scanner scanner = new Scanner(source, words, watch);
    Depth depth = new Depth(options.maxDepth());
    Attempts attempts = new Attempts(scanner, depth);
    try {
      scanner.next();
      return new Parsed.Ok<>(reading.read(scanner, depth, attempts));
    } catch (ParseFailure e) {
      return failed(attempts.best(e));
    } catch (StackOverflowError e) {
      // The depth is limited so that this does not happen on a stack of usual size.
      return failed(scanner.fail("nested too deeply for the stack of this thread"));
    }
  }

  private static <T> Parsed<T> failed(ParseFailure failure) {
    return new Parsed.Failed<>(List.of(failure.error()));
  }
}
