package dev.bailey.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The enforcement points that are asked today, by their names on the wire. The first group carries
 * hcsshim's names and meanings (API 0.12.0); the second is Bailey's own.
 */
public enum Point {
  MOUNT_DEVICE,
  UNMOUNT_DEVICE,
  MOUNT_OVERLAY,
  UNMOUNT_OVERLAY,
  SCRATCH_MOUNT,
  SCRATCH_UNMOUNT,
  PLAN9_MOUNT,
  PLAN9_UNMOUNT,
  CREATE_CONTAINER,
  EXEC_IN_CONTAINER,
  SIGNAL_CONTAINER_PROCESS,
  SHUTDOWN_CONTAINER,
  EXEC_EXTERNAL,
  GET_PROPERTIES,
  LOAD_FRAGMENT,
  LOAD_TRANSPARENCY_TRUST_LIST,

  SUBMIT_JOB,
  PULL_IMAGE,
  ATTACH_DEVICE,
  RELEASE_SECRET,
  OPEN_EGRESS,
  PUBLISH_PORT,
  STORE_OUTPUT,
  READ_OUTPUT,
  READ_LOG,
  DELETE_JOB,
  CHANGE_POLICY,
  CHANGE_SECRET,
  BREAK_GLASS;

  /** The name a policy uses: lower case with underscores. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The point of that name. */
  public static Optional<Point> ofWireName(String name) {
    return Arrays.stream(values()).filter(p -> p.wireName().equals(name)).findFirst();
  }
}
