package dev.bailey.rego.builtin;

import dev.bailey.rego.builtin.crypto.HashBuiltins;
import dev.bailey.rego.builtin.encoding.EncodingBuiltins;
import dev.bailey.rego.builtin.encoding.UrlBuiltins;
import dev.bailey.rego.builtin.glob.GlobBuiltins;
import dev.bailey.rego.builtin.id.IdBuiltins;
import dev.bailey.rego.builtin.net.CidrBuiltins;
import dev.bailey.rego.builtin.net.NetBuiltins;
import dev.bailey.rego.builtin.regex.RegexBuiltins;
import dev.bailey.rego.builtin.time.TimeBuiltins;
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
                    CidrBuiltins.all(),
                    EncodingBuiltins.all(),
                    GlobBuiltins.all(),
                    HashBuiltins.all(),
                    IdBuiltins.all(),
                    NetBuiltins.all(),
                    RegexBuiltins.all(),
                    TimeBuiltins.all(),
                    UrlBuiltins.all())
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
