package dev.bailey.rego.builtin;

import java.util.List;

/** A source of builtins, found by {@link java.util.ServiceLoader} or given by the embedder. */
public interface BuiltinProvider {
  /** Its builtins; names must not repeat those of the library. */
  List<Builtin> builtins();
}
