package dev.bailey.job.resolve;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.spec.Problem;
import java.util.List;

/** What became of a valid specification. */
public sealed interface Resolution {
  /** It can be submitted. */
  record Planned(ContainerPlan plan) implements Resolution {}

  /** It does not fit the image, the code or the host; all reasons, none with a place. */
  record Refused(List<Problem> problems) implements Resolution {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
