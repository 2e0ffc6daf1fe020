package dev.bailey.policy.enforce;

import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;

/** Which signal: Linux numbers them, Windows names them. */
public sealed interface SignalId {
  record Numbered(int number) implements SignalId {}

  /** Such as {@code CtrlC}. */
  record Named(String name) implements SignalId {}

  /** As policies see it. */
  default Value value() {
    return switch (this) {
      case Numbered n -> RegoNumber.of(n.number);
      case Named n -> RegoString.of(n.name);
    };
  }
}
