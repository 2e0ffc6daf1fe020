package dev.bailey.job.gate;

import dev.bailey.job.plan.AccountNames;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.Placement;
import dev.bailey.job.plan.SecretFile;
import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Answer;
import dev.bailey.policy.Question;
import dev.bailey.policy.own.ReleaseSecret.Delivery;
import java.util.List;

/** Something done to one attempt's container, from its start to its removal. */
public sealed interface ContainerAction extends Action {
  /**
   * Mounts what the plan names, creates the container and starts it up to the starter; the workload
   * itself runs only after read-back.
   */
  record StartContainer(ContainerPlan plan, Placement placement) implements ContainerAction {
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
  record OpenNetwork(ContainerPlan plan, String containerId, Wire wire) implements ContainerAction {
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
      implements ContainerAction {
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
  record ExecInContainer(
      String containerId, ContainerPlan plan, AccountNames accounts, List<String> command)
      implements ContainerAction {
    public ExecInContainer {
      command = List.copyOf(command);
    }

    @Override
    public String name() {
      return "exec_in_container";
    }

    @Override
    public Json.Obj json() {
      return accounts.into(
          Json.object()
              .put("type", name())
              .put("container_id", containerId)
              .put("plan", plan.digest().hex())
              .put("command", Json.strings(command))
              .build());
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.execInContainer(containerId, plan, accounts, command));
    }

    @Override
    public ExecInContainer narrowed(List<Answer> answers) {
      return answers.getFirst() instanceof Answer.Narrowed n
          ? new ExecInContainer(
              containerId, plan.narrowed(n.environment(), n.capabilities()), accounts, command)
          : this;
    }
  }

  /**
   * Runs one command again and again in a running container, to see whether a service is well. The
   * permit covers exactly this command until the service ends; how often it ran is its outcome.
   */
  record CheckHealth(
      String containerId, ContainerPlan plan, AccountNames accounts, List<String> command)
      implements ContainerAction {
    public CheckHealth {
      command = List.copyOf(command);
    }

    @Override
    public String name() {
      return "check_health";
    }

    @Override
    public Json.Obj json() {
      return accounts.into(
          Json.object()
              .put("type", name())
              .put("container_id", containerId)
              .put("plan", plan.digest().hex())
              .put("command", Json.strings(command))
              .build());
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.execInContainer(containerId, plan, accounts, command));
    }

    @Override
    public CheckHealth narrowed(List<Answer> answers) {
      return answers.getFirst() instanceof Answer.Narrowed n
          ? new CheckHealth(
              containerId, plan.narrowed(n.environment(), n.capabilities()), accounts, command)
          : this;
    }
  }

  /** Sends a signal to a container's workload. */
  record SignalContainer(String containerId, int signal, List<String> command)
      implements ContainerAction {
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
  record StoreOutputs(String containerId, List<Output> outputs) implements ContainerAction {
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
  record RemoveContainer(Placement placement) implements ContainerAction {
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
}
