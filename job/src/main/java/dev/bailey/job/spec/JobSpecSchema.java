package dev.bailey.job.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The published JSON Schema (2020-12) of the specification, for editors. It is no stricter than
 * {@link SpecReader}, which alone decides.
 */
public final class JobSpecSchema {
  private static final String NAME = "job.schema.json";

  private JobSpecSchema() {}

  /** The schema as JSON text. */
  public static String text() {
    try (InputStream in = JobSpecSchema.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException("not packaged: " + NAME);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
