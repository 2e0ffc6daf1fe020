package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.Base64;
import java.util.List;

/** How parts of certificates are shown. */
final class Shown {
  private Shown() {}

  static RegoString base64(byte[] bytes) {
    return RegoString.of(Base64.getEncoder().encodeToString(bytes));
  }

  /** Without members a list is shown as null. */
  static Value list(List<? extends Value> members) {
    return members.isEmpty() ? RegoNull.NULL : RegoArray.of(List.<Value>copyOf(members));
  }

  static Value texts(List<String> members) {
    return list(members.stream().map(RegoString::of).toList());
  }
}
