/** Reads, checks, plans and evaluates policies; the same question always gets the same answer. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // rego-extra is compiled after this module
module dev.bailey.rego {
  requires static transitive org.jspecify;
  requires re2j;

  exports dev.bailey.rego;
  exports dev.bailey.rego.value;
  exports dev.bailey.rego.syntax;
  exports dev.bailey.rego.parse;
  exports dev.bailey.rego.format;
  exports dev.bailey.rego.type;
  exports dev.bailey.rego.builtin;
  exports dev.bailey.rego.builtin.encoding to
      dev.bailey.rego.extra;
  exports dev.bailey.rego.builtin.crypto to
      dev.bailey.rego.extra;
  exports dev.bailey.rego.builtin.net to
      dev.bailey.rego.extra;
  exports dev.bailey.rego.builtin.regex to
      dev.bailey.rego.extra;
  exports dev.bailey.rego.builtin.time to
      dev.bailey.rego.extra;
  exports dev.bailey.rego.check;
  exports dev.bailey.rego.eval;
  exports dev.bailey.rego.bundle;
  exports dev.bailey.rego.plan;
  exports dev.bailey.rego.tool;

  uses dev.bailey.rego.builtin.BuiltinProvider;
}
