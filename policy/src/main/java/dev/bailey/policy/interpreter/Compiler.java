package dev.bailey.policy.interpreter;

import dev.bailey.rego.Engine;
import dev.bailey.rego.Limits;
import dev.bailey.rego.Policy;
import dev.bailey.rego.PolicySources;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.check.Capabilities;
import dev.bailey.rego.value.RegoObject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes modules ready, by an engine without a way to the network, and remembers those it made last,
 * but no failures, since time may have been the reason; safe for use by many threads.
 */
public final class Compiler {
  /** Sets of modules, such as a policy with each of the fragments that jobs load into it. */
  private static final int REMEMBERED = 64;

  private static final Set<Builtin.Effect> REPEATABLE =
      EnumSet.of(Builtin.Effect.PURE, Builtin.Effect.OUTPUT, Builtin.Effect.COMPILE);

  /** What making a policy ready and one decision may cost: a person or a job waits for them. */
  private static final Limits DECISION =
      new Limits(
          8L << 20,
          100_000,
          200_000_000,
          Duration.ofSeconds(20),
          1_000,
          200_000_000,
          Duration.ofSeconds(10),
          1L << 28,
          2_000,
          1,
          0,
          0);

  private final Engine silent;
  private final Engine printing;
  private final Map<Wanted, Tried<Compiled>> made =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Wanted, Tried<Compiled>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** A compiler of policies that may do what the reference lets them do, but for the network. */
  public Compiler() {
    this(Limits.STANDARD, Capabilities.ALL);
  }

  private Compiler(Limits limits, Capabilities capabilities) {
    silent = Engine.builder().limits(limits).capabilities(capabilities).build();
    printing =
        Engine.builder()
            .limits(limits)
            .capabilities(capabilities)
            .print((place, text) -> {})
            .build();
  }

  /**
   * A compiler of policies whose decisions can be taken again later: those that use a clock,
   * chance, the machine or the network are not compiled. What they may cost is bounded more
   * closely.
   */
  public static Compiler repeatable() {
    Set<String> pure =
        Engine.standard().builtins().stream()
            .filter(builtin -> REPEATABLE.contains(builtin.effect()))
            .map(Builtin::name)
            .collect(Collectors.toSet());
    return new Compiler(DECISION, Capabilities.ALL.withBuiltins(pure));
  }

  private record Wanted(List<ModuleText> modules, boolean prints) {}

  /**
   * Compiles modules.
   *
   * @param prints whether what they print is wanted; otherwise it is left out of them
   */
  Tried<Compiled> compile(List<ModuleText> modules, boolean prints) {
    Wanted wanted = new Wanted(List.copyOf(modules), prints);
    synchronized (made) {
      Tried<Compiled> known = made.get(wanted);
      if (known != null) {
        return known;
      }
      Tried<Compiled> now = make(wanted);
      if (now instanceof Tried.Done) {
        made.put(wanted, now);
      }
      return now;
    }
  }

  private Tried<Compiled> make(Wanted wanted) {
    return policy(wanted.modules, RegoObject.EMPTY, wanted.prints)
        .map(policy -> new Compiled(policy, wanted.prints));
  }

  /** Compiles modules over documents, and remembers nothing of them. */
  Tried<Policy> policy(List<ModuleText> modules, RegoObject data, boolean prints) {
    PolicySources sources = (prints ? printing : silent).policy().data(data);
    modules.forEach(module -> sources.module(module.name(), module.code()));
    return switch (sources.compile()) {
      case Result.Ok<Policy> ok -> Tried.done(ok.value());
      case Result.Failed<Policy> failed ->
          Tried.failed("rego compilation failed: " + RegoError.text(failed.errors()));
    };
  }
}
