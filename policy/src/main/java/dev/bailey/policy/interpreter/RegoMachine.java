package dev.bailey.policy.interpreter;

import java.util.List;

/** What makes modules of Rego ready to be asked. */
@FunctionalInterface
public interface RegoMachine {
  Tried<Compiled> compile(List<ModuleText> modules, boolean prints);
}
