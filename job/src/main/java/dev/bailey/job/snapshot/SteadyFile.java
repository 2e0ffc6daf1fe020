package dev.bailey.job.snapshot;

import dev.bailey.job.run.Blobs;
import dev.bailey.scan.path.Reasons;
import dev.bailey.scan.path.Steady;
import dev.bailey.sys.Beneath;
import dev.bailey.sys.FileFacts;
import dev.bailey.sys.Refused;
import dev.bailey.sys.RegularFile;
import java.io.IOException;
import java.io.InputStream;

/** Stages one file of a tree, unless it is another one by now or changes while it is read. */
public final class SteadyFile {
  /** What became of the file. */
  public sealed interface Result {
    /** Its bytes are staged; nobody else may publish or discard them. */
    record Whole(Blobs.Staged.Whole staged) implements Result {}

    /** Nothing is staged. */
    record NotSteady(String reason) implements Result {}
  }

  private SteadyFile() {}

  /**
   * Stages a file; at most as many bytes are read as it had when it was found, and one more.
   *
   * @param path its path below the root
   * @param found what it was when the tree was scanned
   * @throws IOException if reading or staging fails, with nothing left behind
   */
  public static Result stage(Beneath root, String path, FileFacts found, Blobs blobs)
      throws IOException {
    return switch (root.open(path)) {
      case Refused refused -> new Result.NotSteady(Reasons.of(refused.kind()));
      case RegularFile file -> {
        try (file) {
          yield stage(file, found, blobs);
        }
      }
    };
  }

  private static Result stage(RegularFile file, FileFacts found, Blobs blobs) throws IOException {
    if (!Steady.between(found, file.facts())) {
      return new Result.NotSteady("was replaced or changed while the tree was read");
    }
    Blobs.Staged staged;
    try (InputStream bytes = file.stream()) {
      staged = blobs.stage(bytes, found.size());
    }
    return switch (staged) {
      case Blobs.Staged.TooLarge ignored -> new Result.NotSteady("grew while it was read");
      case Blobs.Staged.Whole whole -> {
        if (whole.size() == found.size() && Steady.between(found, file.factsNow())) {
          yield new Result.Whole(whole);
        }
        whole.discard();
        yield new Result.NotSteady("changed while it was read");
      }
    };
  }
}
