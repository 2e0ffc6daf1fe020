package dev.bailey.policy.marshal;

import java.util.List;
import java.util.Locale;

/** The lists by which Bailey's own points are decided, and the points that each decides. */
public enum OwnList {
  /** Digests of images, as texts. */
  IMAGES,
  /** Names of networks. */
  NETWORKS,
  /** Digests of inputs, as texts or as {@code {"name", "sha256"}}. */
  DATASETS,
  /** Digests of code; where it is not there, any code may come. */
  CODES,
  /** Names of devices. */
  DEVICES,
  /** Names of secrets. */
  SECRETS,
  /** {@code {"host", "port", "protocol", "via", "budget"}}; without a protocol it is TCP. */
  EGRESS,
  /** Numbers, or {@code {"port", "protocol", "from"}}. */
  PORTS,
  /** {@code {"name", "max_bytes"}}; the name is a regular expression. */
  OUTPUTS,
  /** Ids of keys whose policies may follow. */
  SIGNERS;

  /** Its name in policies. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The points that a policy with this list hands on. */
  public List<String> points() {
    return switch (this) {
      case IMAGES -> List.of("submit_job", "pull_image");
      case DEVICES -> List.of("attach_device");
      case SECRETS -> List.of("release_secret");
      case EGRESS -> List.of("open_egress");
      case PORTS -> List.of("publish_port");
      case OUTPUTS -> List.of("store_output");
      case SIGNERS -> List.of("change_policy");
      case NETWORKS, DATASETS, CODES -> List.of();
    };
  }
}
