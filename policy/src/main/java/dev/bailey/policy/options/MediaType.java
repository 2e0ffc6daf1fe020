package dev.bailey.policy.options;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of signed pieces. */
public enum MediaType {
  FRAGMENT("application/cose-x509+rego"),
  TRUST_LIST("application/vnd.transparency-trust-list.v1+cose"),
  TCB_REFERENCE("application/vnd.tcb-reference-info.v1+cose"),
  PLATFORM_REFERENCE("application/vnd.platform-reference-info.v1+cose");

  private final String text;

  MediaType(String text) {
    this.text = text;
  }

  /** A kind by its media type; none named is a fragment. */
  static Optional<MediaType> of(String text) {
    return text.isEmpty()
        ? Optional.of(FRAGMENT)
        : Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
  }
}
