package dev.bailey.rego;

import dev.bailey.rego.builtin.Builtins;
import dev.bailey.rego.builtin.NetAccess;
import dev.bailey.rego.check.Capabilities;
import dev.bailey.rego.eval.EvalOptions;
import dev.bailey.rego.parse.ParseOptions;
import dev.bailey.rego.plan.PlanOptions;
import dev.bailey.rego.value.Value;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What {@link Engine.Builder} collects; the meaning of each stands there. */
record Settings(
    Builtins builtins,
    Limits limits,
    Capabilities capabilities,
    RegoVersion version,
    boolean strict,
    NetAccess net,
    Optimisations optimisations,
    InstantSource clock,
    OptionalLong seed,
    BiConsumer<Location, String> print,
    boolean prints,
    EvalOptions.BuiltinErrors errors,
    Value runtime) {

  ParseOptions parsing(RegoVersion form) {
    int length = (int) Math.min(limits.sourceBytes(), Integer.MAX_VALUE);
    return new ParseOptions(form, true, limits.nesting(), length, limits.rules());
  }

  PlanOptions planning(boolean marks) {
    return new PlanOptions(builtins, optimisations, marks, limits);
  }

  EvalOptions evaluation() {
    return EvalOptions.STANDARD
        .withLimits(limits)
        .withErrors(errors)
        .withPrint(print::accept)
        .withClock(Settings.nanos(clock))
        .withRandom(this::random)
        .withRuntime(runtime)
        .withNet(net);
  }

  private RandomGenerator random() {
    return seed.isPresent() ? new SplittableRandom(seed.getAsLong()) : new SplittableRandom();
  }

  private static LongSupplier nanos(InstantSource clock) {
    return () -> {
      Instant now = clock.instant();
      return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    };
  }
}
