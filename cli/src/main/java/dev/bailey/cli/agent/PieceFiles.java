package dev.bailey.cli.agent;

import dev.bailey.job.gate.JobAction;
import dev.bailey.job.run.Blobs;
import dev.bailey.job.spec.JobSpec;
import dev.bailey.job.spec.Shown;
import dev.bailey.job.spec.SpecLimits;
import dev.bailey.ledger.Digest;
import dev.bailey.policy.cose.Envelope;
import dev.bailey.policy.fragment.FragmentShelf.Kind;
import dev.bailey.policy.fragment.SignedPiece;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.scan.path.Reasons;
import dev.bailey.server.Planner;
import dev.bailey.sys.Beneath;
import dev.bailey.sys.Refused;
import dev.bailey.sys.RegularFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads the signed pieces of policy that a job brings, and stages their envelopes. */
final class PieceFiles {
  /** Characters of a reason, which may quote what a stranger wrote into an envelope. */
  private static final int MOST_SHOWN = 400;

  private final Blobs blobs;
  private final List<Planner.Piece> pieces = new ArrayList<>();
  private final List<Planner.Problem> problems = new ArrayList<>();

  private PieceFiles(Blobs blobs) {
    this.blobs = blobs;
  }

  /** What reading brought. */
  sealed interface Read {
    /** All of them, trust lists first: fragments may need the ledgers that they name. */
    record Whole(Planner.Pieces pieces) implements Read {}

    /** What is wrong with them; nothing is staged. */
    record Wrong(List<Planner.Problem> problems) implements Read {
      public Wrong {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Reads the files that a specification names.
   *
   * @throws IOException if staging fails, with nothing left behind
   */
  static Read of(Path directory, JobSpec spec, Blobs blobs) throws IOException {
    if (spec.fragments().isEmpty() && spec.trustLists().isEmpty()) {
      return new Read.Whole(Planner.Pieces.NONE);
    }
    PieceFiles files = new PieceFiles(blobs);
    boolean whole = false;
    try (Beneath root = Beneath.of(directory)) {
      files.read(root, Kind.TRUST_LIST, "trust_lists", spec.trustLists());
      files.read(root, Kind.FRAGMENT, "fragments", spec.fragments());
      whole = files.problems.isEmpty();
    } finally {
      if (!whole) {
        files.pieces.forEach(piece -> piece.envelope().discard());
      }
    }
    return whole
        ? new Read.Whole(new Planner.Pieces(files.pieces))
        : new Read.Wrong(files.problems);
  }

  private void read(Beneath root, Kind kind, String what, List<String> paths) throws IOException {
    for (String path : paths) {
      switch (root.open(path)) {
        case Refused refused -> problem(what, path, Reasons.of(refused.kind()));
        case RegularFile file -> {
          try (file;
              InputStream in = file.stream()) {
            bytes(kind, what, path, in.readNBytes(SpecLimits.MAX_SIGNED_PIECE_BYTES + 1));
          }
        }
      }
    }
  }

  private void bytes(Kind kind, String what, String path, byte[] bytes) throws IOException {
    if (bytes.length > SpecLimits.MAX_SIGNED_PIECE_BYTES) {
      problem(what, path, "has more than " + SpecLimits.MAX_SIGNED_PIECE_BYTES + " bytes");
      return;
    }
    switch (Envelope.piece(kind, bytes)) {
      case Tried.Failed<SignedPiece> failed ->
          problem(what, path, Shown.line(failed.error(), MOST_SHOWN));
      case Tried.Done<SignedPiece>(SignedPiece piece) -> {
        if (blobs.stage(new ByteArrayInputStream(bytes), bytes.length)
            instanceof Blobs.Staged.Whole envelope) {
          JobAction.LoadPiece load =
              new JobAction.LoadPiece(kind, piece.issuer(), piece.subject(), Digest.of(bytes));
          pieces.add(
              new Planner.Piece(load, piece, Base64.getEncoder().encodeToString(bytes), envelope));
        }
      }
    }
  }

  private void problem(String what, String path, String reason) {
    problems.add(new Planner.Problem(0, 0, what + ": " + path + ": " + reason));
  }
}
