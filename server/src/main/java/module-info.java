/** The front door: what can be done with jobs, and the HTTP API for it on the agent's socket. */
@org.jspecify.annotations.NullMarked
module dev.bailey.server {
  requires static transitive org.jspecify;
  requires transitive dev.bailey.job;
  requires transitive dev.bailey.store;
  requires jdk.net;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.unixdomain.server;

  exports dev.bailey.server;
  exports dev.bailey.server.http;
}
