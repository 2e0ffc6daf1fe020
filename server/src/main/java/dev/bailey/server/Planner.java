package dev.bailey.server;

import dev.bailey.job.gate.JobAction;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.run.Blobs;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.fragment.SignedPiece;
import dev.bailey.policy.interpreter.Tried;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads a job file, takes the code snapshot, resolves inputs and image, and makes the plan. */
public interface Planner {
  /**
   * @param directory absolute path of the job's directory
   * @param file name of the job file in it
   */
  Planned plan(Path directory, String file);

  /** What became of it. */
  sealed interface Planned {
    /**
     * A plan.
     *
     * @param spec what the job file says
     * @param code the snapshot, staged; it must be published or discarded
     * @param pieces the signed pieces of policy that the job brings, likewise
     */
    record Ready(ContainerPlan plan, Json.Obj spec, Code code, Pieces pieces) implements Planned {
      /** Drops what is not published. */
      public void discard() {
        code.discard();
        pieces.discard();
      }
    }

    /** The job file has problems, all of them. */
    record Wrong(List<Problem> problems) implements Planned {
      public Wrong {
        problems = List.copyOf(problems);
      }
    }

    /** The job file is right, but what it names cannot be used. */
    record Unusable(String reason, String hint) implements Planned {}

    /** What it would be judged by could not be recorded. */
    record Unrecorded(String what) implements Planned {}
  }

  /**
   * One problem.
   *
   * @param line from 1; 0 if it has no place in the file
   * @param column from 1; 0 if it has no place in the file
   */
  record Problem(int line, int column, String message) {}

  /** A staged code snapshot. */
  interface Code {
    /** Makes its bytes durable and visible under the plan's code digest. */
    void publish() throws IOException;

    /** Drops what is not published. */
    void discard();

    /** Number of files. */
    int files();
  }

  /**
   * A signed piece of policy that a job brings.
   *
   * @param load what the policy is asked
   * @param content what is in its envelope
   * @param encoded the envelope in base64
   * @param envelope staged
   */
  record Piece(
      JobAction.LoadPiece load, SignedPiece content, String encoded, Blobs.Staged.Whole envelope) {
    private boolean is(FragmentShelf.Kind kind, String digest) {
      return load.kind() == kind && load.envelope().hex().equals(digest);
    }
  }

  /** The pieces of one job, in the order in which they are loaded. */
  record Pieces(List<Piece> all) implements FragmentShelf {
    /** No pieces. */
    public static final Pieces NONE = new Pieces(List.of());

    public Pieces {
      all = List.copyOf(all);
    }

    @Override
    public Tried<SignedPiece> find(Kind kind, String digest) {
      return all.stream()
          .filter(piece -> piece.is(kind, digest))
          .findFirst()
          .map(piece -> Tried.done(piece.content()))
          .orElseGet(() -> FragmentShelf.EMPTY.find(kind, digest));
    }

    /** Drops what is not published. */
    public void discard() {
      all.forEach(piece -> piece.envelope().discard());
    }
  }
}
