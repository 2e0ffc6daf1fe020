package dev.bailey.rego.fuzz;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.value.RegoString;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Reads amounts with units; whether bytes are written in capitals must not matter. */
final class UnitsTarget implements Target {
  private static final List<String> PIECES =
      List.of(
          "1",
          "0",
          "12",
          ".",
          "5",
          "-",
          "+",
          "e",
          "e9",
          "E400",
          "k",
          "K",
          "m",
          "M",
          "Mi",
          "G",
          "Gib",
          "tb",
          "PiB",
          "E",
          "Ei",
          "\"",
          " ",
          "_",
          "x",
          "é",
          "99999999999999999999");

  private final Builtin amount = Calls.find("units.parse");
  private final Builtin bytes = Calls.find("units.parse_bytes");

  @Override
  public void run(RandomGenerator random) {
    String text = Mutation.joined(PIECES, 6, random);
    Calls.call(amount, RegoString.of(text));
    var small = Calls.call(bytes, RegoString.of(text.toLowerCase(Locale.ROOT)));
    var large = Calls.call(bytes, RegoString.of(text.toUpperCase(Locale.ROOT)));
    if (!small.equals(large)) {
      throw new AssertionError(text + ": " + small + " and " + large);
    }
  }
}
