package dev.bailey.policy.enforce;

import static dev.bailey.policy.enforce.EnforcementPoint.*;

import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoObject;
import java.util.List;
import java.util.Optional;

/** A process in a container: its first, with which it is created, or a further one. */
public sealed interface ContainerRequest extends ProcessRequest<ProcessGrant> {
  String containerId();

  Texts arguments();

  Texts environmentList();

  String workingDirectory();

  /** The capabilities that it asks for; Windows has none. */
  Optional<Capabilities> capabilities();

  @Override
  default List<String> environment() {
    return environmentList().items();
  }

  @Override
  default ProcessGrant unrestricted() {
    return new ProcessGrant(environmentList(), capabilities(), true);
  }

  private static Input common(ContainerRequest request) {
    return new Input()
        .put("containerID", request.containerId())
        .put("argList", request.arguments())
        .put("envList", request.environmentList())
        .put("workingDir", request.workingDirectory());
  }

  private static Tried<ProcessGrant> narrowed(ContainerRequest request, Results results) {
    return Narrowing.environment(results, request.environmentList())
        .then(kept ->
            Narrowing.capabilities(results, request.capabilities())
                .map(left -> new ProcessGrant(kept, left, false)));
  }

  private static Tried<ProcessGrant> created(
      ContainerRequest request, Results results, Stdio stdio) {
    return narrowed(request, results)
        .then(grant -> results.bool("allow_stdio_access").map(grant::withStdio))
        .map(grant -> {
          stdio.set(request.containerId(), grant.stdio());
          return grant;
        });
  }

  private static Tried<ProcessGrant> added(ContainerRequest request, Results results, Stdio stdio) {
    return narrowed(request, results)
        .map(grant -> grant.withStdio(stdio.of(request.containerId())));
  }

  private static Optional<String> withoutCapabilities(ContainerRequest request) {
    return request.capabilities().isEmpty()
        ? Optional.of("capabilities object provided by the UVM to the policy engine is nil")
        : Optional.empty();
  }

  /**
   * A new container of Linux.
   *
   * @param sandboxId the sandbox whose folders it may mount
   * @param privileged whether it is to have every capability and device
   * @param umask four octal digits
   * @param seccomp SHA-256 of its system call filter, empty if it has none
   * @param isSandbox whether it is the one that holds the sandbox together
   */
  record Create(
      String sandboxId,
      String containerId,
      Texts arguments,
      Texts environmentList,
      String workingDirectory,
      List<Mount> mounts,
      boolean privileged,
      boolean noNewPrivileges,
      Identity user,
      List<Identity> groups,
      String umask,
      Optional<Capabilities> capabilities,
      String seccomp,
      boolean isSandbox,
      List<Device> devices)
      implements ContainerRequest {
    public Create {
      environmentList = environmentList.orEmpty();
      mounts = List.copyOf(mounts);
      groups = List.copyOf(groups);
      devices = List.copyOf(devices);
    }

    /** As it was asked before there were sandbox containers and devices. */
    public Create(
        String sandboxId,
        String containerId,
        Texts arguments,
        Texts environmentList,
        String workingDirectory,
        List<Mount> mounts,
        boolean privileged,
        boolean noNewPrivileges,
        Identity user,
        List<Identity> groups,
        String umask,
        Optional<Capabilities> capabilities,
        String seccomp) {
      this(
          sandboxId,
          containerId,
          arguments,
          environmentList,
          workingDirectory,
          mounts,
          privileged,
          noNewPrivileges,
          user,
          groups,
          umask,
          capabilities,
          seccomp,
          false,
          List.of());
    }

    @Override
    public EnforcementPoint point() {
      return CREATE_CONTAINER;
    }

    @Override
    public RegoObject input() {
      String sandbox = MountRequest.CONTAINERS + "/" + sandboxId;
      return common(this)
          .put("sandboxDir", sandbox + "/sandboxMounts")
          .put("hugePagesDir", sandbox + "/hugepages")
          .put("mounts", mounts, Mount::value)
          .put("devices", devices, Device::value)
          .put("privileged", privileged)
          .put("noNewPrivileges", noNewPrivileges)
          .put("user", user.value())
          .put("groups", groups, Identity::value)
          .put("umask", umask)
          .put("capabilities", capabilities.orElse(Capabilities.NONE).value())
          .put("seccompProfileSHA256", seccomp)
          .put("isSandboxContainer", isSandbox)
          .document();
    }

    @Override
    public Optional<String> objection() {
      return withoutCapabilities(this);
    }

    @Override
    public Tried<ProcessGrant> grant(Results results, Stdio stdio) {
      return created(this, results, stdio);
    }
  }

  /** A further process in a container of Linux. */
  record Exec(
      String containerId,
      Texts arguments,
      Texts environmentList,
      String workingDirectory,
      boolean noNewPrivileges,
      Identity user,
      List<Identity> groups,
      String umask,
      Optional<Capabilities> capabilities)
      implements ContainerRequest {
    public Exec {
      groups = List.copyOf(groups);
    }

    @Override
    public EnforcementPoint point() {
      return EXEC_IN_CONTAINER;
    }

    @Override
    public RegoObject input() {
      return common(this)
          .put("noNewPrivileges", noNewPrivileges)
          .put("user", user.value())
          .put("groups", groups, Identity::value)
          .put("umask", umask)
          .put("capabilities", capabilities.orElse(Capabilities.NONE).value())
          .document();
    }

    @Override
    public Optional<String> objection() {
      return withoutCapabilities(this);
    }

    @Override
    public Tried<ProcessGrant> grant(Results results, Stdio stdio) {
      return added(this, results, stdio);
    }
  }

  /**
   * A new container of Windows.
   *
   * @param arguments its command line, alone in its list
   */
  record CreateWindows(
      String containerId,
      Texts arguments,
      Texts environmentList,
      String workingDirectory,
      String user)
      implements ContainerRequest {
    public CreateWindows {
      environmentList = environmentList.orEmpty();
    }

    @Override
    public EnforcementPoint point() {
      return CREATE_CONTAINER;
    }

    @Override
    public Optional<Capabilities> capabilities() {
      return Optional.empty();
    }

    @Override
    public RegoObject input() {
      return common(this).put("user", user).document();
    }

    @Override
    public Tried<ProcessGrant> grant(Results results, Stdio stdio) {
      return created(this, results, stdio);
    }
  }

  /** A further process in a container of Windows. */
  record ExecWindows(
      String containerId,
      Texts arguments,
      Texts environmentList,
      String workingDirectory,
      String user)
      implements ContainerRequest {
    @Override
    public EnforcementPoint point() {
      return EXEC_IN_CONTAINER;
    }

    @Override
    public Optional<Capabilities> capabilities() {
      return Optional.empty();
    }

    @Override
    public RegoObject input() {
      return common(this).put("user", user).document();
    }

    @Override
    public Tried<ProcessGrant> grant(Results results, Stdio stdio) {
      return added(this, results, stdio);
    }
  }
}
