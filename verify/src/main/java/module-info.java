/** The auditor's tool: checks an evidence file with public keys alone. */
@org.jspecify.annotations.NullMarked
module dev.bailey.verify {
  requires static transitive org.jspecify;

  exports dev.bailey.verify;
}
