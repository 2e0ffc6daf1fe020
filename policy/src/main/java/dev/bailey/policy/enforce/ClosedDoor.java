package dev.bailey.policy.enforce;

import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.TrustList;
import dev.bailey.policy.interpreter.Tried;
import java.util.List;
import java.util.function.Supplier;

/** Denies everything except verified images; stands in until there is a policy. */
final class ClosedDoor implements Enforcer {
  @Override
  public <R> Verdict<R> enforce(Request<R> request) {
    return request.point() == EnforcementPoint.MOUNT_CIMS
        ? Verdict.allowed(request.unrestricted())
        : Verdict.denied(refusal(request.point()));
  }

  private static String refusal(EnforcementPoint point) {
    return switch (point) {
      case MOUNT_DEVICE, PLAN9_MOUNT -> "mounting is denied by policy";
      case UNMOUNT_DEVICE, PLAN9_UNMOUNT -> "unmounting is denied by policy";
      case RW_MOUNT_DEVICE -> "Read-write device mounting is denied by policy";
      case RW_UNMOUNT_DEVICE -> "Read-write device unmounting is denied by policy";
      case MOUNT_BLOCKDEV -> "block-device mounting is denied by policy";
      case UNMOUNT_BLOCKDEV -> "block-device unmounting is denied by policy";
      case MOUNT_OVERLAY -> "creating an overlay fs is denied by policy";
      case UNMOUNT_OVERLAY -> "removing an overlay fs is denied by policy";
      case MOUNT_CIMS -> "mounting CIMs is denied by policy";
      case CREATE_CONTAINER -> "running commands is denied by policy";
      case EXEC_IN_CONTAINER -> "starting additional processes in a container is denied by policy";
      case EXEC_EXTERNAL -> "starting additional processes in uvm is denied by policy";
      case SHUTDOWN_CONTAINER -> "shutting down containers is denied by policy";
      case SIGNAL_CONTAINER_PROCESS -> "signalling container processes is denied by policy";
      case GET_PROPERTIES -> "getting container properties is denied by policy";
      case DUMP_STACKS -> "getting stack dumps is denied by policy";
      case RUNTIME_LOGGING -> "runtime logging is denied by policy";
      case HOST_NETWORK -> "host network is denied by policy";
      case LOAD_FRAGMENT -> "loading fragments is denied by policy";
      case LOAD_TRANSPARENCY_TRUST_LIST -> "loading transparency trust lists is denied by policy";
      case SCRATCH_MOUNT -> "mounting scratch is denied by the policy";
      case SCRATCH_UNMOUNT -> "unmounting scratch is denied by the policy";
      case REGISTRY_CHANGES -> "registry changes are denied by policy";
      case LOG_PROVIDER -> "log provider is denied by policy";
    };
  }

  @Override
  public Verdict<Permission> loadFragment(SignedFragment fragment) {
    return Verdict.denied(refusal(EnforcementPoint.LOAD_FRAGMENT));
  }

  @Override
  public Verdict<Permission> loadTrustList(TrustList list) {
    return Verdict.denied(refusal(EnforcementPoint.LOAD_TRANSPARENCY_TRUST_LIST));
  }

  @Override
  public void extendDefaultMounts(List<Mount> mounts) {}

  @Override
  public String encodedPolicy() {
    return "";
  }

  @Override
  public <T> Tried<T> transaction(Supplier<Tried<T>> body) {
    return body.get();
  }
}
