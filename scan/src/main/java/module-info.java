/** Looks at bytes from outside and says what they are and what is wrong with them. */
@org.jspecify.annotations.NullMarked
module dev.bailey.scan {
  requires static transitive org.jspecify;
  requires transitive dev.bailey.sys;

  exports dev.bailey.scan.path;
  exports dev.bailey.scan.secret;
}
