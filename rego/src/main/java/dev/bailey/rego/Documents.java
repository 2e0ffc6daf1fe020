package dev.bailey.rego;

import dev.bailey.rego.bundle.DataReader;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.parse.Parsed;
import dev.bailey.rego.parse.Parser;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;

/** Documents from JSON and YAML texts. */
public final class Documents implements DataReader {
  private final Settings settings;

  Documents(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Result<Value> json(Source source) {
    return json(source, settings.limits());
  }

  /** Reads a JSON text. */
  public static Result<Value> json(Source source, Limits limits) {
    return switch (Parser.term(source, ParseOptions.V1)) {
      case Parsed.Ok<Term> ok -> Result.ok(value(ok.value()));
      case Parsed.Failed<Term> failed -> Result.failed(failed.errors());
    };
  }

  private static Value value(Term term) {
    return switch (term) {
      case Term.Constant c -> c.value();
      case Term.ArrayTerm a -> RegoArray.of(a.items().stream().map(Documents::value).toList());
      case Term.ObjectTerm o -> {
        RegoObject.Builder all = RegoObject.builder();
        o.entries().forEach(e -> all.put(value(e.key()), value(e.value())));
        yield all.build();
      }
      case Term.Call c -> RegoNumber.parse(c.location().text());
      default -> throw new IllegalArgumentException(term.toString());
    };
  }

  @Override
  public Result<Value> yaml(Source source) {
    throw new UnsupportedOperationException();
  }
}
