package dev.bailey.rego;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.bundle.DataReader;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.Optional;

/** Documents from JSON and YAML texts. */
final class Documents implements DataReader {
  private final Settings settings;

  Documents(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Result<Value> json(Source source) {
    return json(source, settings.limits());
  }

  static Result<Value> json(Source source, Limits limits) {
    return result(source, Json.read(source.text(), bounds(limits)));
  }

  /** JSON in UTF-8; bytes that are no UTF-8 are refused and not replaced. */
  static Result<Value> json(String name, byte[] utf8, Limits limits) {
    return result(new Source(name, ""), Json.read(utf8, bounds(limits)));
  }

  private static Json.Limits bounds(Limits limits) {
    int length = (int) Math.min(limits.sourceBytes(), Integer.MAX_VALUE);
    return new Json.Limits(limits.nesting(), length, Json.Limits.DEFAULT.digits());
  }

  private static Result<Value> result(Source source, Json.Read read) {
    return switch (read) {
      case Json.Read.Ok ok -> Result.ok(ok.value());
      case Json.Read.Malformed wrong ->
          failed(
              source,
              wrong.message(),
              new Location(source, wrong.row(), wrong.column(), wrong.offset(), 0));
    };
  }

  /** YAML is read by the builtin {@code yaml.unmarshal}, which a provider may have. */
  @Override
  public Result<Value> yaml(Source source) {
    Location place = new Location(source, 0, 0, 0, 0);
    Optional<Builtin> builtin = settings.builtins().find("yaml.unmarshal");
    if (builtin.isEmpty()) {
      return failed(source, "no builtin yaml.unmarshal is there to read YAML", place);
    }
    try {
      Value text = RegoString.of(source.text());
      Value value =
          switch (builtin.get().code()) {
            case BuiltinCode.Unary f -> f.call(text);
            case BuiltinCode.General f -> f.call(new Alone(settings.limits()), new Value[] {text});
            default -> null;
          };
      return value == null ? failed(source, "nothing in it", place) : Result.ok(value);
    } catch (BuiltinException | CallContext.LimitReached wrong) {
      return failed(source, String.valueOf(wrong.getMessage()), place);
    }
  }

  private static Result<Value> failed(Source source, String why, Location place) {
    String message = source.name().isEmpty() ? why : source.name() + ": " + why;
    return Result.failed(new RegoError(RegoError.Code.LOAD, message, place));
  }
}
