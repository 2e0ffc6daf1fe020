/** The front door: the HTTP API on the agent's socket. */
@org.jspecify.annotations.NullMarked
module dev.bailey.server {
  requires static transitive org.jspecify;
  requires transitive dev.bailey.job;
  requires transitive dev.bailey.store;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.unixdomain.server;
}
