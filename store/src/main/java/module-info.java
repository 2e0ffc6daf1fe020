/** Remembers jobs, queue and blobs. */
@org.jspecify.annotations.NullMarked
module dev.bailey.store {
  requires static transitive org.jspecify;
  requires transitive dev.bailey.job;
  requires java.sql;
  requires org.jdbi.v3.core;
  requires org.xerial.sqlitejdbc;

  exports dev.bailey.store;
  exports dev.bailey.store.blob;
  exports dev.bailey.store.secret;
}
