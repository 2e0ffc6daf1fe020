package dev.bailey.verify;

import java.util.ArrayList;
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

  /** The part that is there only if somebody asked to break the glass, before the checkpoint. */
  static final String GLASS = "glass";

  EvidenceFile {
    parts = Map.copyOf(parts);
  }

  /** One part with the digest and size of its line. */
  record Part(Json content, String sha256, long size) {}

  /** Names of the parts that this file has, in their order. */
  List<String> names() {
    List<String> names = new ArrayList<>(ORDER);
    if (parts.containsKey(GLASS)) {
      names.add(names.size() - 1, GLASS);
    }
    return names;
  }

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
