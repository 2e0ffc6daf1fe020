package dev.bailey.policy.enforce;

import static dev.bailey.policy.enforce.EnforcementPoint.*;

import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoObject;

/** Mounting something, or unmounting it. */
public sealed interface MountRequest extends Request<Permission> {
  /** Where layers are mounted. */
  String LAYER_PATHS = "/run/mounts/scsi/m[0-9]+";

  /** Where containers live, each in a folder by its id. */
  String CONTAINERS = "/run/gcs/c";

  @Override
  default Tried<Permission> grant(Results results, Stdio stdio) {
    return Tried.done(unrestricted());
  }

  @Override
  default Permission unrestricted() {
    return Permission.GRANTED;
  }

  /**
   * A read-only device that carries a layer.
   *
   * @param deviceHash its dm-verity root hash, in lower-case hexadecimal digits
   */
  record MountDevice(String target, String deviceHash) implements MountRequest {
    @Override
    public EnforcementPoint point() {
      return MOUNT_DEVICE;
    }

    @Override
    public RegoObject input() {
      return new Input()
          .put("target", target)
          .put("deviceHash", deviceHash)
          .put("mountPathRegex", LAYER_PATHS)
          .document();
    }
  }

  /**
   * A device that is written to.
   *
   * @param ensureFilesystem whether it is formatted first
   */
  record MountReadWriteDevice(
      String target, boolean encrypted, boolean ensureFilesystem, String filesystem)
      implements MountRequest {
    @Override
    public EnforcementPoint point() {
      return RW_MOUNT_DEVICE;
    }

    @Override
    public RegoObject input() {
      return new Input()
          .put("target", target)
          .put("encrypted", encrypted)
          .put("ensureFilesystem", ensureFilesystem)
          .put("filesystem", filesystem)
          .put("mountPathRegex", CONTAINERS + "/[0-9a-fA-F]{64}")
          .document();
    }
  }

  /** A device given to a container as it is. */
  record MountBlockDevice(String target) implements MountRequest {
    @Override
    public EnforcementPoint point() {
      return MOUNT_BLOCKDEV;
    }

    @Override
    public RegoObject input() {
      return new Input().put("target", target).document();
    }
  }

  /**
   * Layers on top of each other as the root of a container.
   *
   * @param layerPaths where they are mounted, the top one first
   */
  record MountOverlay(String containerId, Texts layerPaths, String target) implements MountRequest {
    @Override
    public EnforcementPoint point() {
      return MOUNT_OVERLAY;
    }

    @Override
    public RegoObject input() {
      return new Input()
          .put("containerID", containerId)
          .put("layerPaths", layerPaths)
          .put("target", target)
          .document();
    }
  }

  /**
   * The verified image of a Windows container.
   *
   * @param layerHashes the top one first
   * @param mountedCim the hash of what is mounted in the end, alone in its list
   */
  record MountCims(String containerId, Texts layerHashes, Texts mountedCim)
      implements MountRequest {
    @Override
    public EnforcementPoint point() {
      return MOUNT_CIMS;
    }

    @Override
    public RegoObject input() {
      return new Input()
          .put("containerID", containerId)
          .put("layerHashes", layerHashes)
          .put("mountedCim", mountedCim)
          .document();
    }
  }

  /** A folder that the host shares. */
  record MountPlan9(String target) implements MountRequest {
    @Override
    public EnforcementPoint point() {
      return PLAN9_MOUNT;
    }

    @Override
    public RegoObject input() {
      return new Input()
          .put("rootPrefix", CONTAINERS)
          .put("mountPathPrefix", "/mounts/m[0-9]+")
          .put("target", target)
          .document();
    }
  }

  /** Scratch space. */
  record MountScratch(String target, boolean encrypted) implements MountRequest {
    @Override
    public EnforcementPoint point() {
      return SCRATCH_MOUNT;
    }

    @Override
    public RegoObject input() {
      return new Input().put("target", target).put("encrypted", encrypted).document();
    }
  }

  /**
   * The end of a mount.
   *
   * @param point which kind; a point whose name begins or ends with {@code unmount}
   */
  record Unmount(EnforcementPoint point, String target) implements MountRequest {
    public Unmount {
      if (!point.text().contains("unmount")) {
        throw new IllegalArgumentException(point.text());
      }
    }

    @Override
    public RegoObject input() {
      return new Input().put("unmountTarget", target).document();
    }
  }
}
