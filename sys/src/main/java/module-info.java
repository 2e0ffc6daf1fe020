/** The only room that calls the kernel. */
@org.jspecify.annotations.NullMarked
module dev.bailey.sys {
  requires static transitive org.jspecify;
  requires jdk.net;

  exports dev.bailey.sys;
  exports dev.bailey.sys.http;
}
