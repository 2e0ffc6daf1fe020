package dev.bailey.job.gate;

import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.plan.SecretFile;
import dev.bailey.job.plan.Wire;
import dev.bailey.job.secret.SecretVersion;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Answer;
import dev.bailey.policy.Question;
import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.own.ReleaseSecret.Delivery;
import java.util.List;
import java.util.Locale;

/**
 * One privileged thing, described by resolved objects. An effect carries out exactly one action and
 * reads what to do from it.
 */
public sealed interface Action {
  /** Name on the wire, such as {@code start_container}. */
  String name();

  /** The canonical form; its digest binds permit and decision. */
  Json.Obj json();

  /** What the policy is asked about this action, in order. */
  List<Question> questions();

  /** This action as the answers allow it; by default as it is. */
  default Action narrowed(List<Answer> answers) {
    return this;
  }

  /** Accepts a job for execution and stores its code snapshot. */
  record SubmitJob(String job, ContainerPlan plan) implements Action {
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
   * Mounts what the plan names, creates the container and starts it up to the starter; the workload
   * itself runs only after read-back.
   */
  record StartContainer(ContainerPlan plan, Placement placement) implements Action {
    @Override
    public String name() {
      return "start_container";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("plan", plan.digest().hex())
          .put("placement", placement.json())
          .build();
    }

    @Override
    public List<Question> questions() {
      return Questions.startContainer(plan, placement);
    }

    @Override
    public StartContainer narrowed(List<Answer> answers) {
      ContainerPlan narrow = plan;
      for (Answer answer : answers) {
        if (answer instanceof Answer.Narrowed n) {
          narrow = narrow.narrowed(n.environment(), n.capabilities());
        }
      }
      return new StartContainer(narrow, placement);
    }
  }

  /**
   * Opens a network for a job: to its destinations and for its sources, to nothing else. The permit
   * is a lease, held by the attempt until its container is gone; what flowed is its outcome.
   *
   * @param wire how the attempt is connected
   */
  record OpenNetwork(ContainerPlan plan, String containerId, Wire wire) implements Action {
    /** The name on the wire. */
    public static final String NAME = "open_network";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("plan", plan.digest().hex())
          .put("container_id", containerId)
          .put("network", wire.json())
          .build();
    }

    @Override
    public List<Question> questions() {
      return Questions.openNetwork(plan.network());
    }
  }

  /**
   * Hands a stored value to one container, as a file.
   *
   * @param user who owns it, as a number in the container
   * @param group likewise
   */
  record ReleaseSecret(String containerId, SecretFile file, long user, long group)
      implements Action {
    @Override
    public String name() {
      return "release_secret";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("container_id", containerId)
          .put("secret", file.json())
          .put("user", user)
          .put("group", group)
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(
          new dev.bailey.policy.own.ReleaseSecret(
                  containerId,
                  file.secret().name(),
                  file.secret().version().hex(),
                  new Delivery.File(file.path(), file.mode(), user, group))
              .question());
    }
  }

  /** Runs one more process in a running container, with the container's own walls. */
  record ExecInContainer(String containerId, ContainerPlan plan, List<String> command)
      implements Action {
    public ExecInContainer {
      command = List.copyOf(command);
    }

    @Override
    public String name() {
      return "exec_in_container";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("container_id", containerId)
          .put("plan", plan.digest().hex())
          .put("command", Json.strings(command))
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.execInContainer(containerId, plan, command));
    }

    @Override
    public ExecInContainer narrowed(List<Answer> answers) {
      return answers.getFirst() instanceof Answer.Narrowed n
          ? new ExecInContainer(
              containerId, plan.narrowed(n.environment(), n.capabilities()), command)
          : this;
    }
  }

  /** Sends a signal to a container's workload. */
  record SignalContainer(String containerId, int signal, List<String> command) implements Action {
    public SignalContainer {
      command = List.copyOf(command);
    }

    @Override
    public String name() {
      return "signal_container";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("container_id", containerId)
          .put("signal", signal)
          .put("command", Json.strings(command))
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.signalContainer(containerId, signal, command));
    }
  }

  /** Publishes what a job wrote, by digest. */
  record StoreOutputs(String containerId, List<Output> outputs) implements Action {
    public StoreOutputs {
      outputs = List.copyOf(outputs);
    }

    /**
     * One file.
     *
     * @param name path below {@code /out}
     * @param digest of its bytes as staged
     * @param size in bytes
     */
    public record Output(String name, Digest digest, long size) {
      /** Reads the canonical form back, as it was recorded. */
      public static Output of(Json.Obj recorded) {
        return new Output(
            recorded.text("name").orElseThrow(),
            new Digest(recorded.text("sha256").orElseThrow()),
            recorded.whole("size").orElseThrow());
      }

      /** The canonical form. */
      public Json.Obj json() {
        return Json.object()
            .put("name", name)
            .put("sha256", digest.hex())
            .put("size", size)
            .build();
      }
    }

    @Override
    public String name() {
      return "store_outputs";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("container_id", containerId)
          .put("outputs", Json.array(outputs.stream().map(Output::json).toList()))
          .build();
    }

    @Override
    public List<Question> questions() {
      return outputs.stream().map(o -> Questions.storeOutput(containerId, o)).toList();
    }
  }

  /** Takes a container, its mounts and its scratch away. */
  record RemoveContainer(Placement placement) implements Action {
    @Override
    public String name() {
      return "remove_container";
    }

    @Override
    public Json.Obj json() {
      return Json.object().put("type", name()).put("placement", placement.json()).build();
    }

    @Override
    public List<Question> questions() {
      return Questions.removeContainer(placement);
    }
  }

  /** Shows a job's log to somebody. */
  record ReadLog(String job, int attempt) implements Action {
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
  record ReadOutput(String job, int attempt, String output, Digest digest) implements Action {
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
  record ExportEvidence(String job, int attempt) implements Action {
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
  record DeleteJob(String job) implements Action {
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

  /**
   * Brings an image into the host's image store.
   *
   * @param reference a registry reference
   * @param digest the manifest digest that must arrive
   */
  record PullImage(String reference, Digest digest) implements Action {
    @Override
    public String name() {
      return "pull_image";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("reference", reference)
          .put("digest", digest.hex())
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.pullImage(reference, digest));
    }
  }

  /**
   * Runs a program on the host itself, such as an image build.
   *
   * @param purpose for people, such as {@code build image python-sklearn}
   * @param command the argument list; the first is an absolute path
   */
  record RunHostProgram(String purpose, List<String> command) implements Action {
    public RunHostProgram {
      command = List.copyOf(command);
    }

    @Override
    public String name() {
      return "run_host_program";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("purpose", purpose)
          .put("command", Json.strings(command))
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.execExternal(command));
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
      implements Action {
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

  /**
   * Puts another policy in force.
   *
   * @param policy its name
   * @param document SHA-256 of its text
   * @param signer id of the trusted key that signed it
   */
  record ChangePolicy(String policy, Digest document, String signer) implements Action {
    @Override
    public String name() {
      return "change_policy";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("policy", policy)
          .put("sha256", document.hex())
          .put("signer", signer)
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.changePolicy(policy, document, signer));
    }
  }

  /**
   * Sets or removes a secret of the owner, or changes the key that all are encrypted under.
   *
   * @param secret its name; empty for the key
   * @param number of the value among those the name has had; 0 for the key
   * @param version of the value, which it cannot be guessed from; for the key its id
   */
  record ChangeSecret(Change change, String secret, long number, String version) implements Action {
    /** What is done. */
    public enum Change {
      SET,
      REMOVE,
      ROTATE_KEY;

      String wireName() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    /** Stores a value. */
    public static ChangeSecret set(SecretVersion secret) {
      return of(Change.SET, secret);
    }

    /** Removes a value. */
    public static ChangeSecret remove(SecretVersion secret) {
      return of(Change.REMOVE, secret);
    }

    /** Encrypts all values under another key. */
    public static ChangeSecret rotate(String key) {
      return new ChangeSecret(Change.ROTATE_KEY, "", 0, key);
    }

    private static ChangeSecret of(Change change, SecretVersion secret) {
      return new ChangeSecret(change, secret.name(), secret.number(), secret.version().hex());
    }

    @Override
    public String name() {
      return "change_secret";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("change", change.wireName())
          .put("name", secret)
          .put("number", number)
          .put("version", version)
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.changeSecret(this));
    }
  }
}
