package dev.bailey.policy.interpreter;

import dev.bailey.rego.Engine;
import dev.bailey.rego.Policy;
import dev.bailey.rego.PolicySources;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes modules ready, by an engine without a way to the network, and remembers those it made last;
 * safe for use by many threads.
 */
public final class Compiler {
  /** Sets of modules, such as a policy with each of the fragments that jobs load into it. */
  private static final int REMEMBERED = 64;

  private final Engine silent = Engine.standard();
  private final Engine printing = Engine.builder().print((place, text) -> {}).build();
  private final Map<Wanted, Tried<Compiled>> made =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Wanted, Tried<Compiled>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** A compiler that has made nothing yet. */
  public Compiler() {}

  private record Wanted(List<ModuleText> modules, boolean prints) {}

  /**
   * Compiles modules.
   *
   * @param prints whether what they print is wanted; otherwise it is left out of them
   */
  Tried<Compiled> compile(List<ModuleText> modules, boolean prints) {
    Wanted wanted = new Wanted(List.copyOf(modules), prints);
    synchronized (made) {
      return made.computeIfAbsent(wanted, this::make);
    }
  }

  private Tried<Compiled> make(Wanted wanted) {
    PolicySources sources = (wanted.prints ? printing : silent).policy();
    wanted.modules.forEach(module -> sources.module(module.name(), module.code()));
    return switch (sources.compile()) {
      case Result.Ok<Policy> ok -> Tried.done(new Compiled(ok.value(), wanted.prints));
      case Result.Failed<Policy> failed ->
          Tried.failed("rego compilation failed: " + RegoError.text(failed.errors()));
    };
  }
}
