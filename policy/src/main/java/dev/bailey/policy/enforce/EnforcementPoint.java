package dev.bailey.policy.enforce;

import java.util.Locale;

/** What an enforcer can be asked, by the names of API 0.12.0. */
public enum EnforcementPoint {
  MOUNT_DEVICE,
  UNMOUNT_DEVICE,
  RW_MOUNT_DEVICE,
  RW_UNMOUNT_DEVICE,
  MOUNT_BLOCKDEV,
  UNMOUNT_BLOCKDEV,
  MOUNT_OVERLAY,
  UNMOUNT_OVERLAY,
  MOUNT_CIMS,
  REGISTRY_CHANGES,
  CREATE_CONTAINER,
  EXEC_IN_CONTAINER,
  EXEC_EXTERNAL,
  SHUTDOWN_CONTAINER,
  SIGNAL_CONTAINER_PROCESS,
  PLAN9_MOUNT,
  PLAN9_UNMOUNT,
  GET_PROPERTIES,
  DUMP_STACKS,
  RUNTIME_LOGGING,
  LOAD_FRAGMENT,
  SCRATCH_MOUNT,
  SCRATCH_UNMOUNT,
  LOG_PROVIDER,
  LOAD_TRANSPARENCY_TRUST_LIST,
  HOST_NETWORK;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name of its rule. */
  public String text() {
    return text;
  }
}
