package dev.bailey.rego.extra;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinProvider;
import java.util.List;

/** The builtins of this module. */
public final class ExtraBuiltins implements BuiltinProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ExtraBuiltins() {}

  @Override
  public List<Builtin> builtins() {
    return List.of();
  }
}
