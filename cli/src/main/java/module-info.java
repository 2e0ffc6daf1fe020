/** The one program, and the only place where rooms are wired together. */
@org.jspecify.annotations.NullMarked
module dev.bailey.cli {
  requires static transitive org.jspecify;
  requires dev.bailey.server;
  requires dev.bailey.worker;
  requires dev.bailey.store;
  requires dev.bailey.verify;
  requires dev.bailey.sys;
  requires dev.bailey.rego;
  requires dev.bailey.rego.extra;
  requires re2j;
  requires info.picocli;
  requires java.logging;
  requires jdk.management;

  opens dev.bailey.cli.command to
      info.picocli;
  opens dev.bailey.cli.rego to
      info.picocli;
}
