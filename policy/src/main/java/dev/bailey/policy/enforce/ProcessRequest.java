package dev.bailey.policy.enforce;

import static dev.bailey.policy.enforce.EnforcementPoint.*;

import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoObject;
import java.util.List;
import java.util.Optional;

/**
 * Running something, or ending it.
 *
 * @param <R> what comes with permission
 */
public sealed interface ProcessRequest<R> extends Request<R>
    permits ContainerRequest,
        ProcessRequest.RunBesideContainers,
        ProcessRequest.Shutdown,
        ProcessRequest.Signal {

  /**
   * A program that runs beside the containers, for the host.
   *
   * @param arguments the program and what it is given
   */
  record RunBesideContainers(Texts arguments, Texts environmentList, String workingDirectory)
      implements ProcessRequest<ProcessGrant> {
    @Override
    public EnforcementPoint point() {
      return EXEC_EXTERNAL;
    }

    @Override
    public RegoObject input() {
      return new Input()
          .put("argList", arguments)
          .put("envList", environmentList)
          .put("workingDir", workingDirectory)
          .document();
    }

    @Override
    public List<String> environment() {
      return environmentList.items();
    }

    @Override
    public Tried<ProcessGrant> grant(Results results, Stdio stdio) {
      return Narrowing.environment(results, environmentList)
          .then(kept ->
              results
                  .bool("allow_stdio_access")
                  .map(allowed -> new ProcessGrant(kept, Optional.empty(), allowed)));
    }

    @Override
    public ProcessGrant unrestricted() {
      return new ProcessGrant(environmentList, Optional.empty(), true);
    }
  }

  /** The end of a container. */
  record Shutdown(String containerId) implements ProcessRequest<Permission> {
    @Override
    public EnforcementPoint point() {
      return SHUTDOWN_CONTAINER;
    }

    @Override
    public RegoObject input() {
      return new Input().put("containerID", containerId).document();
    }

    @Override
    public Tried<Permission> grant(Results results, Stdio stdio) {
      return Tried.done(unrestricted());
    }

    @Override
    public Permission unrestricted() {
      return Permission.GRANTED;
    }
  }

  /**
   * A signal to a process of a container.
   *
   * @param isInit whether it is the container's first process
   * @param arguments which process, if it is not the first
   */
  record Signal(String containerId, SignalId signal, boolean isInit, Texts arguments)
      implements ProcessRequest<Permission> {
    @Override
    public EnforcementPoint point() {
      return SIGNAL_CONTAINER_PROCESS;
    }

    @Override
    public RegoObject input() {
      return new Input()
          .put("containerID", containerId)
          .put("signal", signal.value())
          .put("isInitProcess", isInit)
          .put("argList", arguments)
          .document();
    }

    @Override
    public Tried<Permission> grant(Results results, Stdio stdio) {
      return Tried.done(unrestricted());
    }

    @Override
    public Permission unrestricted() {
      return Permission.GRANTED;
    }
  }
}
