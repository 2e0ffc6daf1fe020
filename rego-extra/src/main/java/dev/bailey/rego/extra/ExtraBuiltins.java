package dev.bailey.rego.extra;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinProvider;
import dev.bailey.rego.extra.graphql.GraphqlBuiltins;
import dev.bailey.rego.extra.jwt.JwtBuiltins;
import dev.bailey.rego.extra.schema.SchemaBuiltins;
import dev.bailey.rego.extra.yaml.YamlBuiltins;
import java.util.List;
import java.util.stream.Stream;

/** The builtins of this module. */
public final class ExtraBuiltins implements BuiltinProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ExtraBuiltins() {}

  @Override
  public List<Builtin> builtins() {
    return Stream.of(
            GraphqlBuiltins.all(), JwtBuiltins.all(), SchemaBuiltins.all(), YamlBuiltins.all())
        .flatMap(List::stream)
        .toList();
  }
}
