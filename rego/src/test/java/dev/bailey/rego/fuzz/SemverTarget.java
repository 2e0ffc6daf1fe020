package dev.bailey.rego.fuzz;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Compares versions: the other way round the answer must be the opposite. */
final class SemverTarget implements Target {
  private static final List<String> PIECES =
      List.of(
          "1",
          "0",
          "01",
          "10",
          "2",
          ".",
          ".",
          ".",
          "-",
          "+",
          "a",
          "alpha",
          "-rc",
          "v",
          "999999",
          "99999999999999999999",
          "1.2.3",
          "1.0.0-",
          "é",
          " ",
          "\0");

  private final Builtin compare = Calls.find("semver.compare");
  private final Builtin valid = Calls.find("semver.is_valid");

  @Override
  public void run(RandomGenerator random) {
    Value a = RegoString.of(Mutation.joined(PIECES, 10, random));
    Value b = RegoString.of(Mutation.joined(PIECES, 10, random));
    Optional<Value> forth = Calls.call(compare, a, b);
    Optional<Value> back = Calls.call(compare, b, a);
    boolean opposite = forth.equals(back.map(SemverTarget::negated));
    boolean both =
        Calls.call(valid, a).equals(Optional.of(RegoBoolean.TRUE))
            && Calls.call(valid, b).equals(Optional.of(RegoBoolean.TRUE));
    if (!opposite || both != forth.isPresent()) {
      throw new AssertionError(a + " and " + b + ": " + forth + ", back " + back);
    }
  }

  private static Value negated(Value sign) {
    return RegoNumber.of(-((RegoNumber) sign).longValue());
  }
}
