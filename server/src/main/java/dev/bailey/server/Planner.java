package dev.bailey.server;

import dev.bailey.job.plan.ContainerPlan;
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
     */
    record Ready(ContainerPlan plan, Json.Obj spec, Code code) implements Planned {}

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
}
