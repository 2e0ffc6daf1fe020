package dev.bailey.rego.fuzz;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Networks: what contains another meets it, and what merges both contains each, unless they are of
 * two families, which merging treats as one.
 */
final class CidrTarget implements Target {
  private static final List<String> PIECES =
      List.of(
          "10",
          "0",
          "255",
          "256",
          "01",
          "192.168",
          ".",
          ".",
          ":",
          "::",
          "ffff",
          "fe80",
          "/",
          "/8",
          "/24",
          "/31",
          "/32",
          "/64",
          "/128",
          "/129",
          "/-1",
          "10.0.0.0/8",
          "::1/127",
          "%eth0",
          "é");

  private final Builtin contains = Calls.find("net.cidr_contains");
  private final Builtin intersects = Calls.find("net.cidr_intersects");
  private final Builtin merge = Calls.find("net.cidr_merge");
  private final Builtin valid = Calls.find("net.cidr_is_valid");
  private final Builtin expand = Calls.find("net.cidr_expand");
  private final Builtin matches = Calls.find("net.cidr_contains_matches");

  @Override
  public void run(RandomGenerator random) {
    Value a = network(random);
    Value b = network(random);
    if (random.nextInt(5000) == 0) {
      Calls.call(expand, a);
    }
    Calls.call(matches, RegoArray.of(a, b), RegoArray.of(b, a));
    boolean inside = is(Calls.call(contains, a, b));
    boolean meets = is(Calls.call(intersects, a, b));
    check(!inside || !is(Calls.call(valid, b)) || meets, "contains without meeting", a, b);
    check(meets == is(Calls.call(intersects, b, a)), "meets one way", a, b);
    if (isLong(a) == isLong(b) && isWhole(a) && isWhole(b)) {
      Optional<Value> merged = Calls.call(merge, RegoArray.of(a, b));
      check(merged.isPresent() && covers(merged.get(), a) && covers(merged.get(), b), "lost", a, b);
    }
  }

  /** Some long networks do not hold their own addresses once those are written as short ones. */
  private boolean isWhole(Value network) {
    return is(Calls.call(valid, network)) && is(Calls.call(contains, network, network));
  }

  private static boolean isLong(Value network) {
    return network.toString().contains(":");
  }

  private boolean covers(Value merged, Value network) {
    List<Value> all = new ArrayList<>();
    ((RegoSet) merged).forEach(all::add);
    return all.stream().anyMatch(one -> is(Calls.call(contains, one, network)));
  }

  private static void check(boolean holds, String what, Value a, Value b) {
    if (!holds) {
      throw new AssertionError(what + ": " + a + " and " + b);
    }
  }

  private static boolean is(Optional<Value> answer) {
    return answer.equals(Optional.of(RegoBoolean.TRUE));
  }

  /** Half of them are networks. */
  private static Value network(RandomGenerator random) {
    if (random.nextBoolean()) {
      return RegoString.of(Mutation.joined(PIECES, 8, random));
    }
    boolean four = random.nextInt(3) > 0;
    StringBuilder text = new StringBuilder(four ? "10.1" : "fe80::");
    for (int n = four ? 2 : 1; n > 0; n--) {
      text.append(four ? "." : "").append(random.nextInt(four ? 4 : 9));
    }
    return RegoString.of(text + "/" + random.nextInt(four ? 16 : 100, four ? 33 : 129));
  }
}
