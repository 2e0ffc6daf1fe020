package dev.bailey.rego.fuzz;

import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Source;
import dev.bailey.rego.format.FormatOptions;
import dev.bailey.rego.format.Formatter;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import java.util.random.RandomGenerator;

/** Formats whatever can be read; the result must be readable, and formatting must not change it. */
final class FormatTarget implements Target {
  private final Mutation texts = new Mutation(ParserTarget.MODULES, ParserTarget.WORDS, 2);

  private boolean read;

  @Override
  public int executions() {
    return read ? 1 : 0;
  }

  @Override
  public void run(RandomGenerator random) {
    boolean old = random.nextInt(3) == 0;
    FormatOptions options = old ? FormatOptions.V0 : FormatOptions.V1;
    ParseOptions reading =
        ParseOptions.of(old ? RegoVersion.V0 : RegoVersion.V1).withAnnotations(false);
    Source source = new Source("fuzz.rego", texts.text(random));
    read = Parser.module(source, reading) instanceof Parsed.Ok<?>;
    if (!read) {
      return;
    }
    String once = format(source.text(), options);
    if (!format(once, options).equals(once)) {
      throw new AssertionError("formatting again changes it:\n" + source.text());
    }
  }

  private static String format(String text, FormatOptions options) {
    return switch (Formatter.format(new Source("fuzz.rego", text), options)) {
      case Parsed.Ok<String> ok -> ok.value();
      case Parsed.Failed<String> failed ->
          throw new AssertionError(RegoError.text(failed.errors()) + "\n" + text);
    };
  }
}
