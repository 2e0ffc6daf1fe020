package dev.bailey.job.snapshot;

import dev.bailey.job.run.Blobs;
import dev.bailey.ledger.Digest;
import dev.bailey.scan.path.Problem;
import dev.bailey.scan.path.TreeRules;
import dev.bailey.scan.path.TreeScan;
import dev.bailey.sys.Beneath;
import dev.bailey.sys.Opened;
import dev.bailey.sys.Refused;
import dev.bailey.sys.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Takes directories of code into blobs and writes them out again. */
public final class Snapshot {

  /** What became of a directory. */
  public sealed interface Result {
    /**
     * Its whole content is staged.
     *
     * @param listing what is in it; its digest names the snapshot
     * @param bytes size of all files
     * @param staged the files and last the listing, not yet visible
     */
    record Taken(Listing listing, long bytes, List<Blobs.Staged.Whole> staged) implements Result {
      public Taken {
        staged = List.copyOf(staged);
      }

      /** The digest of the directory. */
      public Digest digest() {
        return listing.digest();
      }

      /**
       * Makes everything durable and visible, the listing last.
       *
       * @throws IOException if that fails; what is visible by then harms nobody
       */
      public void publish() throws IOException {
        for (Blobs.Staged.Whole whole : staged) {
          whole.publish();
        }
      }

      /** Drops everything. */
      public void discard() {
        staged.forEach(Blobs.Staged.Whole::discard);
      }
    }

    /** Why it was not taken; nothing is staged. */
    record NotTaken(List<Problem> problems) implements Result {
      public NotTaken {
        problems = List.copyOf(problems);
      }
    }
  }

  private Snapshot() {}

  /**
   * Stages the content of a directory; digest and staged bytes cannot differ.
   *
   * @param directory its path; links in it are followed except the last component
   * @param rules what is left out, besides what its own {@code .baileyignore} says
   * @throws IOException if reading or staging fails, with nothing left behind
   */
  public static Result take(Path directory, Ignore rules, Blobs blobs) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return new Result.NotTaken(List.of(new Problem(".", "is missing or not a directory")));
    }
    try (Beneath root = Beneath.of(directory)) {
      return switch (own(root, rules)) {
        case Ignore.Result.Malformed(int line, String reason) ->
            new Result.NotTaken(List.of(new Problem(Ignore.FILE, "line " + line + ": " + reason)));
        case Ignore.Result.Ok(Ignore all) -> take(root, all, TreeRules.CODE, blobs);
      };
    }
  }

  /** As {@link #take}, but only hashes; publishing does nothing. */
  public static Result look(Path directory, Ignore rules) throws IOException {
    return take(directory, rules, HashOnly.INSTANCE);
  }

  /**
   * Writes a snapshot; see {@link Materials}.
   *
   * @param owner user and group of everything in it
   * @throws IOException if its bytes are missing or not the ones of the digest, or writing fails
   */
  public static Listing materialise(Digest digest, Blobs blobs, Path target, int owner)
      throws IOException {
    return new Materials(blobs, target, owner).write(digest);
  }

  static Result take(Beneath root, Ignore rules, TreeRules limits, Blobs blobs) throws IOException {
    switch (TreeScan.scan(root, ".", limits, rules)) {
      case TreeScan.Result.NotAccepted(List<Problem> problems) -> {
        return new Result.NotTaken(problems);
      }
      case TreeScan.Result.Found(List<TreeScan.Entry> entries, long bytes) -> {
        try (StagedTree tree = new StagedTree(blobs)) {
          if (!tree.fill(root, entries)) {
            return new Result.NotTaken(tree.problems());
          }
          Listing listing = tree.listing();
          return new Result.Taken(listing, bytes, tree.keep(listing));
        }
      }
    }
  }

  private static Ignore.Result own(Beneath root, Ignore rules) throws IOException {
    Opened opened = root.open(Ignore.FILE);
    return switch (opened) {
      // Not there; or it is something that the scan refuses.
      case Refused ignored -> new Ignore.Result.Ok(rules);
      case RegularFile file -> {
        try (file;
            InputStream bytes = file.stream()) {
          yield parse(rules, bytes.readNBytes(Ignore.MAX_BYTES + 1));
        }
      }
    };
  }

  private static Ignore.Result parse(Ignore rules, byte[] bytes) {
    if (bytes.length > Ignore.MAX_BYTES) {
      return new Ignore.Result.Malformed(
          1, "the file is larger than " + Ignore.MAX_BYTES + " bytes");
    }
    try {
      return rules.and(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException invalid) {
      return new Ignore.Result.Malformed(1, "the file is not valid utf-8");
    }
  }
}
