package dev.bailey.rego.format;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Source;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import dev.bailey.rego.syntax.Comment;
import dev.bailey.rego.syntax.Module;
import java.util.List;

/**
 * Lays modules out in the one customary form. The result means the same as the source and has all
 * of its comments: that is checked each time by reading the result, and if it does not hold there
 * is an error instead of a result.
 */
public final class Formatter {
  /**
   * A comment inside an expression may find a better place once the lines around it have theirs.
   */
  private static final int MOST_ROUNDS = 4;

  private Formatter() {}

  /** The module in its customary form. */
  public static Parsed<String> format(Source source, FormatOptions options) {
    ParseOptions reading = ParseOptions.of(options.version()).withAnnotations(false);
    return switch (Parser.module(source, reading)) {
      case Parsed.Failed<Module> failed -> new Parsed.Failed<>(failed.errors());
      case Parsed.Ok<Module>(Module before) ->
          switch (attempt(before, reading, options, false)) {
            case Parsed.Ok<String> ok -> ok;
            case Parsed.Failed<String> failed -> attempt(before, reading, options, true);
          };
    };
  }

  private static Parsed<String> attempt(
      Module before, ParseOptions reading, FormatOptions options, boolean guarded) {
    Module module = before;
    String text = ModuleWriter.write(module, options, guarded);
    for (int left = MOST_ROUNDS; ; left--) {
      switch (Parser.module(new Source(before.source().name(), text), reading)) {
        case Parsed.Failed<Module> failed -> {
          return lost(
              before, "the result could not be read: " + failed.errors().getFirst().message());
        }
        case Parsed.Ok<Module> ok -> module = ok.value();
      }
      if (!Meaning.of(before, options).equals(Meaning.of(module, options))) {
        return lost(before, "its meaning would change");
      }
      if (!comments(before).equals(comments(module))) {
        return lost(before, "a comment would be lost");
      }
      String again = ModuleWriter.write(module, options, guarded);
      if (again.equals(text) || left == 0) {
        return new Parsed.Ok<>(text);
      }
      text = again;
    }
  }

  private static List<String> comments(Module module) {
    return module.comments().stream()
        .map(Comment::text)
        .map(String::stripTrailing)
        .sorted()
        .toList();
  }

  private static Parsed<String> lost(Module module, String why) {
    Location place = module.packageLocation();
    return new Parsed.Failed<>(
        List.of(
            new RegoError(RegoError.Code.PARSE, "this module cannot be formatted: " + why, place)));
  }
}
