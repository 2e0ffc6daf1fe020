package dev.bailey.policy.interpreter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Modules that were added to a policy, by who issued them. Immutable.
 *
 * @param modules by id, in the order in which they came
 */
record ModuleTable(Map<String, Entry> modules) {
  static final ModuleTable EMPTY = new ModuleTable(Map.of());

  /** A module in its namespace. Of two in one namespace the later counts. */
  record Entry(String namespace, String code) {}

  ModuleTable {
    modules = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(modules));
  }

  /** How modules are told apart. */
  static String id(String issuer, String feed) {
    return issuer + ">" + feed;
  }

  ModuleTable with(String id, Entry entry) {
    Map<String, Entry> more = new LinkedHashMap<>(modules);
    more.remove(id);
    more.put(id, entry);
    return new ModuleTable(more);
  }

  ModuleTable without(String id) {
    Map<String, Entry> fewer = new LinkedHashMap<>(modules);
    fewer.remove(id);
    return new ModuleTable(fewer);
  }

  boolean contains(String id) {
    return modules.containsKey(id);
  }

  /** What is compiled beside the policy itself. */
  List<ModuleText> texts() {
    Map<String, ModuleText> byNamespace = new LinkedHashMap<>();
    modules
        .values()
        .forEach(entry ->
            byNamespace.put(
                entry.namespace(), new ModuleText(entry.namespace() + ".rego", entry.code())));
    return new ArrayList<>(byNamespace.values());
  }
}
