package dev.bailey.policy.vectors;

import dev.bailey.policy.enforce.ContainerRequest;
import dev.bailey.policy.enforce.EnforcementPoint;
import dev.bailey.policy.enforce.Identity;
import dev.bailey.policy.enforce.MachineRequest;
import dev.bailey.policy.enforce.MountRequest;
import dev.bailey.policy.enforce.ProcessRequest;
import dev.bailey.policy.enforce.Request;
import dev.bailey.policy.enforce.SignalId;
import java.util.Arrays;

/** Requests out of the arguments of vectors. */
final class Operation {
  private Operation() {}

  static Request<?> request(String name, Args args, boolean linux) {
    EnforcementPoint point =
        Arrays.stream(EnforcementPoint.values())
            .filter(p -> p.text().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no operation " + name));
    return switch (point) {
      case MOUNT_DEVICE ->
          new MountRequest.MountDevice(args.text("target"), args.text("deviceHash"));
      case RW_MOUNT_DEVICE ->
          new MountRequest.MountReadWriteDevice(
              args.text("target"),
              args.flag("encrypted"),
              args.flag("ensureFilesystem"),
              args.text("filesystem"));
      case MOUNT_BLOCKDEV -> new MountRequest.MountBlockDevice(args.text("target"));
      case MOUNT_OVERLAY ->
          new MountRequest.MountOverlay(
              args.text("containerID"), args.texts("layerPaths"), args.text("target"));
      case MOUNT_CIMS ->
          new MountRequest.MountCims(
              args.text("containerID"), args.texts("layerHashes"), args.texts("mountedCim"));
      case PLAN9_MOUNT -> new MountRequest.MountPlan9(args.text("target"));
      case SCRATCH_MOUNT ->
          new MountRequest.MountScratch(args.text("target"), args.flag("encrypted"));
      case UNMOUNT_DEVICE,
          RW_UNMOUNT_DEVICE,
          UNMOUNT_BLOCKDEV,
          UNMOUNT_OVERLAY,
          PLAN9_UNMOUNT,
          SCRATCH_UNMOUNT ->
          new MountRequest.Unmount(point, args.text("unmountTarget") + args.text("target"));
      case CREATE_CONTAINER -> linux ? create(args) : createWindows(args);
      case EXEC_IN_CONTAINER -> linux ? exec(args) : execWindows(args);
      case EXEC_EXTERNAL ->
          new ProcessRequest.RunBesideContainers(
              args.texts("argList"), args.texts("envList"), args.text("workingDir"));
      case SHUTDOWN_CONTAINER -> new ProcessRequest.Shutdown(args.text("containerID"));
      case SIGNAL_CONTAINER_PROCESS ->
          new ProcessRequest.Signal(
              args.text("containerID"),
              linux
                  ? new SignalId.Numbered((int) args.number("signal").orElse(0))
                  : new SignalId.Named(args.text("signal")),
              args.flag("isInitProcess"),
              args.texts("argList"));
      case GET_PROPERTIES -> MachineRequest.Plain.GET_PROPERTIES;
      case DUMP_STACKS -> MachineRequest.Plain.DUMP_STACKS;
      case RUNTIME_LOGGING -> MachineRequest.Plain.RUNTIME_LOGGING;
      case HOST_NETWORK -> MachineRequest.Plain.HOST_NETWORK;
      case LOG_PROVIDER -> new MachineRequest.LogProviders(args.texts("providers"));
      case REGISTRY_CHANGES ->
          new MachineRequest.RegistryChanges(
              args.text("containerID"), args.inner("registryChanges").object());
      case LOAD_FRAGMENT, LOAD_TRANSPARENCY_TRUST_LIST ->
          throw new IllegalArgumentException(name + " is not a request");
    };
  }

  private static Request<?> create(Args args) {
    return new ContainerRequest.Create(
        args.text("sandboxID"),
        args.text("containerID"),
        args.texts("argList"),
        args.texts("envList"),
        args.text("workingDir"),
        args.each("mounts", Args::mount),
        args.flag("privileged"),
        args.flag("noNewPrivileges"),
        args.inner("user").identity(),
        args.each("groups", Args::identity),
        args.text("umask"),
        args.capabilities(),
        args.text("seccompProfileSHA256"),
        args.flag("isSandboxContainer"),
        args.each("devices", Args::device));
  }

  private static Request<?> exec(Args args) {
    Identity user = args.inner("user").identity();
    return new ContainerRequest.Exec(
        args.text("containerID"),
        args.texts("argList"),
        args.texts("envList"),
        args.text("workingDir"),
        args.flag("noNewPrivileges"),
        user,
        args.each("groups", Args::identity),
        args.text("umask"),
        args.capabilities());
  }

  private static Request<?> createWindows(Args args) {
    return new ContainerRequest.CreateWindows(
        args.text("containerID"),
        args.texts("argList"),
        args.texts("envList"),
        args.text("workingDir"),
        args.text("user"));
  }

  private static Request<?> execWindows(Args args) {
    return new ContainerRequest.ExecWindows(
        args.text("containerID"),
        args.texts("argList"),
        args.texts("envList"),
        args.text("workingDir"),
        args.text("user"));
  }
}
