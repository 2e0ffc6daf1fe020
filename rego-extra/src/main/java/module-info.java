/** Rego builtins that need a big library, plugged in through {@code BuiltinProvider}. */
@org.jspecify.annotations.NullMarked
module dev.bailey.rego.extra {
  requires static transitive org.jspecify;
  requires transitive dev.bailey.rego;
  requires re2j;
  requires com.graphqljava;
  requires org.snakeyaml.engine;

  exports dev.bailey.rego.extra;

  provides dev.bailey.rego.builtin.BuiltinProvider with
      dev.bailey.rego.extra.ExtraBuiltins;
}
