package dev.bailey.rego.plan;

import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;

/** Small things about operations. */
final class Ops {
  static final Step FAIL = new Step.Test(new Op.Const(RegoBoolean.FALSE));

  private Ops() {}

  static Op number(int n) {
    return new Op.Const(RegoNumber.of(n));
  }
}
