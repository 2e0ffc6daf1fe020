package dev.bailey.rego.builtin;

import dev.bailey.rego.builtin.collection.AggregateBuiltins;
import dev.bailey.rego.builtin.collection.ArrayBuiltins;
import dev.bailey.rego.builtin.collection.GraphBuiltins;
import dev.bailey.rego.builtin.collection.ObjectBuiltins;
import dev.bailey.rego.builtin.collection.SetBuiltins;
import dev.bailey.rego.builtin.collection.WalkBuiltins;
import dev.bailey.rego.builtin.crypto.AwsBuiltins;
import dev.bailey.rego.builtin.crypto.HashBuiltins;
import dev.bailey.rego.builtin.document.JsonTextBuiltins;
import dev.bailey.rego.builtin.document.PathBuiltins;
import dev.bailey.rego.builtin.encoding.EncodingBuiltins;
import dev.bailey.rego.builtin.encoding.UrlBuiltins;
import dev.bailey.rego.builtin.engine.ComparisonBuiltins;
import dev.bailey.rego.builtin.engine.EngineBuiltins;
import dev.bailey.rego.builtin.engine.SyntaxBuiltins;
import dev.bailey.rego.builtin.engine.TypeBuiltins;
import dev.bailey.rego.builtin.glob.GlobBuiltins;
import dev.bailey.rego.builtin.id.IdBuiltins;
import dev.bailey.rego.builtin.net.CidrBuiltins;
import dev.bailey.rego.builtin.net.NetBuiltins;
import dev.bailey.rego.builtin.number.IntegerBuiltins;
import dev.bailey.rego.builtin.number.NumberBuiltins;
import dev.bailey.rego.builtin.number.TextBuiltins;
import dev.bailey.rego.builtin.regex.RegexBuiltins;
import dev.bailey.rego.builtin.string.ChangeBuiltins;
import dev.bailey.rego.builtin.string.JoinBuiltins;
import dev.bailey.rego.builtin.string.PartBuiltins;
import dev.bailey.rego.builtin.string.SearchBuiltins;
import dev.bailey.rego.builtin.template.TemplateBuiltins;
import dev.bailey.rego.builtin.time.TimeBuiltins;
import dev.bailey.rego.builtin.x509.X509Builtins;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The builtins that a policy may call, by name. */
public final class Builtins {
  private final Map<String, Builtin> byName = new TreeMap<>();

  private Builtins(Stream<Builtin> all) {
    all.forEach(b -> {
      if (byName.putIfAbsent(b.name(), b) != null) {
        throw new IllegalArgumentException("two builtins are called " + b.name());
      }
    });
  }

  /** Those of this library and those of {@code providers}. */
  public static Builtins with(List<? extends BuiltinProvider> providers) {
    return new Builtins(
        Stream.concat(
            Stream.of(
                    AggregateBuiltins.all(),
                    ArrayBuiltins.all(),
                    ChangeBuiltins.all(),
                    AwsBuiltins.all(),
                    CidrBuiltins.all(),
                    ComparisonBuiltins.all(),
                    EncodingBuiltins.all(),
                    EngineBuiltins.all(),
                    GlobBuiltins.all(),
                    GraphBuiltins.all(),
                    HashBuiltins.all(),
                    IdBuiltins.all(),
                    IntegerBuiltins.all(),
                    JoinBuiltins.all(),
                    JsonTextBuiltins.all(),
                    NetBuiltins.all(),
                    NumberBuiltins.all(),
                    ObjectBuiltins.all(),
                    PartBuiltins.all(),
                    PathBuiltins.all(),
                    RegexBuiltins.all(),
                    SearchBuiltins.all(),
                    SetBuiltins.all(),
                    TemplateBuiltins.all(),
                    TextBuiltins.all(),
                    SyntaxBuiltins.all(),
                    TimeBuiltins.all(),
                    TypeBuiltins.all(),
                    UrlBuiltins.all(),
                    WalkBuiltins.all(),
                    X509Builtins.all())
                .flatMap(List::stream),
            providers.stream().flatMap(p -> p.builtins().stream())));
  }

  public Optional<Builtin> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All, ordered by name. */
  public List<Builtin> all() {
    return List.copyOf(byName.values());
  }
}
