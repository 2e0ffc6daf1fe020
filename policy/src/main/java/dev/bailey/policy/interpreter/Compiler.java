package dev.bailey.policy.interpreter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes modules ready, and remembers those it made last; safe for use by many threads. */
public final class Compiler {
  /** Sets of modules, such as a policy with each of the fragments that jobs load into it. */
  private static final int REMEMBERED = 64;

  private final RegoMachine machine;
  private final Map<Wanted, Tried<Compiled>> made =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Wanted, Tried<Compiled>> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Wanted(List<ModuleText> modules, boolean prints) {}

  public Compiler(RegoMachine machine) {
    this.machine = machine;
  }

  /**
   * Compiles modules.
   *
   * @param prints whether what they print is wanted; otherwise it is left out of them
   */
  public Tried<Compiled> compile(List<ModuleText> modules, boolean prints) {
    Wanted wanted = new Wanted(List.copyOf(modules), prints);
    synchronized (made) {
      return made.computeIfAbsent(wanted, w -> machine.compile(w.modules, w.prints));
    }
  }
}
