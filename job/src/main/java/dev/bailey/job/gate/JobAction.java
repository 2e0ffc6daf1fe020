package dev.bailey.job.gate;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Question;
import dev.bailey.policy.fragment.FragmentShelf;
import java.util.List;

/** Something done with a job as a whole, or with what it left behind. */
public sealed interface JobAction extends Action {
  /** Accepts a job for execution and stores its code snapshot. */
  record SubmitJob(String job, ContainerPlan plan) implements JobAction {
    @Override
    public String name() {
      return "submit_job";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("job", job)
          .put("plan", plan.digest().hex())
          .put("code", plan.code().hex())
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.submitJob(job, plan));
    }
  }

  /**
   * Lets a job bring a signed piece of policy.
   *
   * @param kind what it is
   * @param issuer who signed it, a {@code did:x509} text
   * @param subject feed of a fragment, subject of a trust list
   * @param envelope SHA-256 of the signed envelope
   */
  record LoadPiece(FragmentShelf.Kind kind, String issuer, String subject, Digest envelope)
      implements JobAction {
    @Override
    public String name() {
      return switch (kind) {
        case FRAGMENT -> "load_fragment";
        case TRUST_LIST -> "load_transparency_trust_list";
      };
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("issuer", issuer)
          .put(kind.subject(), subject)
          .put("sha256", envelope.hex())
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.loadPiece(this));
    }
  }

  /** Shows a job's log to somebody. */
  record ReadLog(String job, int attempt) implements JobAction {
    @Override
    public String name() {
      return "read_log";
    }

    @Override
    public Json.Obj json() {
      return Json.object().put("type", name()).put("job", job).put("attempt", attempt).build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.readLog(job, attempt));
    }
  }

  /** Hands a stored output to somebody. */
  record ReadOutput(String job, int attempt, String output, Digest digest) implements JobAction {
    @Override
    public String name() {
      return "read_output";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("job", job)
          .put("attempt", attempt)
          .put("output", output)
          .put("sha256", digest.hex())
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.readOutput(job, attempt, output, digest));
    }
  }

  /** Hands the evidence of a closed attempt to somebody. */
  record ExportEvidence(String job, int attempt) implements JobAction {
    @Override
    public String name() {
      return "export_evidence";
    }

    @Override
    public Json.Obj json() {
      return Json.object().put("type", name()).put("job", job).put("attempt", attempt).build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.properties());
    }
  }

  /** Removes a finished job's log, outputs and rows; its history in the ledger stays. */
  record DeleteJob(String job) implements JobAction {
    @Override
    public String name() {
      return "delete_job";
    }

    @Override
    public Json.Obj json() {
      return Json.object().put("type", name()).put("job", job).build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.deleteJob(job));
    }
  }
}
