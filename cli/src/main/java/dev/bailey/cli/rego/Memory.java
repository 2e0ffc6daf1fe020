package dev.bailey.cli.rego;

import picocli.CommandLine.Option;

/** Whether measurements report memory. */
final class Memory {
  @Option(
      names = "--benchmem",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description =
          "Report the bytes that one evaluation, or one test with --bench, allocates; on if not"
              + " said.")
  private boolean reported = true;

  boolean isReported() {
    return reported;
  }
}
