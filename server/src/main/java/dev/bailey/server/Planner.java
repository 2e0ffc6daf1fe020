package dev.bailey.server;

import dev.bailey.job.gate.Action;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.run.Blobs;
import dev.bailey.ledger.json.Json;
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
      void discard() {
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
   * Signed pieces of policy, staged.
   *
   * @param loads what the policy is asked, in this order
   * @param staged their envelopes
   */
  record Pieces(List<Action.LoadPiece> loads, List<Blobs.Staged.Whole> staged) {
    /** No pieces. */
    public static final Pieces NONE = new Pieces(List.of(), List.of());

    public Pieces {
      loads = List.copyOf(loads);
      staged = List.copyOf(staged);
    }

    /** Makes the envelopes durable and visible under their digests. */
    public void publish() throws IOException {
      for (Blobs.Staged.Whole envelope : staged) {
        envelope.publish();
      }
    }

    /** Drops what is not published. */
    public void discard() {
      staged.forEach(Blobs.Staged.Whole::discard);
    }
  }
}
