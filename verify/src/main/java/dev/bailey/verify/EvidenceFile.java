package dev.bailey.verify;

import java.util.List;
import java.util.Map;

/**
 * The lines of an evidence file, read but not yet believed.
 *
 * @param parts by name, all of them
 * @param manifest the last line's envelope
 * @param bytes size of the file
 */
record EvidenceFile(Map<String, Part> parts, Json manifest, long bytes) {
  /** The parts in the order in which they stand in the file. */
  static final List<String> ORDER =
      List.of("plan", "policy", "seccomp", "statement", "events", "checkpoint");

  EvidenceFile {
    parts = Map.copyOf(parts);
  }

  /** One part with the digest and size of its line. */
  record Part(Json content, String sha256, long size) {}

  Json content(String name) {
    return part(name).content();
  }

  Part part(String name) {
    Part part = parts.get(name);
    if (part == null) {
      throw new IllegalStateException("the reader lets no file pass without the part " + name);
    }
    return part;
  }
}
