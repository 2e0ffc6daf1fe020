package dev.bailey.job.gate;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Question;
import dev.bailey.policy.fragment.FragmentShelf;
import java.util.List;
import java.util.Optional;

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

  /** What somebody wants to see, and may break the glass for. */
  sealed interface Reading extends JobAction {
    String job();

    int attempt();

    /** Name of the output; empty for a log. */
    String output();
  }

  /** Shows a job's log to somebody. */
  record ReadLog(String job, int attempt) implements Reading {
    @Override
    public String output() {
      return "";
    }

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
  record ReadOutput(String job, int attempt, String output, Digest digest) implements Reading {
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

  /**
   * Reads what the policy refused to let be read, for a reason that is kept for ever.
   *
   * @param reading what was refused
   * @param by the user whose program asked, by the kernel's word
   * @param reason why it must be, in that user's words; see {@link #flaw}
   */
  record BreakGlass(Reading reading, String by, String reason) implements JobAction {
    /** Longest reason, in characters. */
    public static final int MAX_REASON = 200;

    /** What is wrong with a reason; empty if it is one. */
    public static Optional<String> flaw(String reason) {
      if (reason.codePoints().noneMatch(Character::isLetter)) {
        return Optional.of("a reason has words");
      }
      if (reason.codePoints().anyMatch(Shown::steers)) {
        return Optional.of("a reason is one line without control characters or hidden ones");
      }
      return reason.codePointCount(0, reason.length()) > MAX_REASON
          ? Optional.of("a reason has at most " + MAX_REASON + " characters")
          : Optional.empty();
    }

    @Override
    public String name() {
      return "break_glass";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("reading", reading.json())
          .put("by", by)
          .put("reason", reason)
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(
          new dev.bailey.policy.own.BreakGlass(
                  reading.job(), reading.attempt(), reading.name(), reading.output(), reason)
              .question());
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
