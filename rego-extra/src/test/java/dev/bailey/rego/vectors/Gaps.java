package dev.bailey.rego.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Cases that are known to differ, each with its reason: a file with an id and a sentence on each
 * line. A case that stands here and passes is a failure, so the list can only shrink.
 */
record Gaps(Map<String, String> reasons) {
  static final Gaps NONE = new Gaps(Map.of());

  static Gaps read(Path file) throws IOException {
    Map<String, String> reasons = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(" +", 2);
        if (parts.length < 2) {
          throw new IOException(file + ": a gap without a reason: " + line);
        }
        reasons.put(parts[0], parts[1]);
      }
    }
    return new Gaps(reasons);
  }

  Verdict judge(String id, Verdict verdict) {
    Optional<String> reason = Optional.ofNullable(reasons.get(id));
    return switch (verdict) {
      case Verdict.Passed p when reason.isPresent() ->
          new Verdict.Failed("passes, but stands in the list of gaps: " + reason.get());
      case Verdict.Failed f when reason.isPresent() -> new Verdict.Skipped(reason.get());
      default -> verdict;
    };
  }
}
