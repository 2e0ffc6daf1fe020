package dev.bailey.policy.law;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of a request has to change to be one certain container or process of a policy. */
final class ContainerChanges {
  private final RegoObject input;
  private final RegoObject wanted;
  private final Set<String> unknownMounts;
  private final List<Change> changes = new ArrayList<>();
  private boolean impossible;

  /**
   * @param wanted the container or process as the policy describes it
   * @param unknownMounts destinations of mounts that no container may have
   */
  ContainerChanges(RegoObject input, RegoObject wanted, Set<String> unknownMounts) {
    this.input = input;
    this.wanted = wanted;
    this.unknownMounts = unknownMounts;
  }

  /** Changes to create the container; empty if nobody can say which. */
  Optional<List<Change>> all() {
    process();
    same("seccompProfileSHA256", wanted.get("seccomp_profile_sha256"));
    if (isTrue(wanted, "no_new_privileges")) {
      same("noNewPrivileges", RegoBoolean.TRUE);
    }
    if (!isTrue(wanted, "allow_elevated")) {
      same("privileged", RegoBoolean.FALSE);
    }
    same("devices", RegoArray.EMPTY);
    user();
    if (wanted.get("capabilities") instanceof RegoObject sets) {
      capabilities(sets);
    }
    mounts();
    return found();
  }

  /** Changes to run the process. */
  Optional<List<Change>> ofProcess() {
    process();
    return found();
  }

  /** Changes to run its command, whatever else is asked. */
  Optional<List<Change>> ofCommand() {
    same("argList", wanted.get("command"));
    return found();
  }

  private Optional<List<Change>> found() {
    return impossible ? Optional.empty() : Optional.of(List.copyOf(changes));
  }

  private void process() {
    same("argList", wanted.get("command"));
    same("workingDir", wanted.get("working_dir"));
    environment();
  }

  private void same(String field, @org.jspecify.annotations.Nullable Value value) {
    if (value != null && !value.equals(input.get(field))) {
      changes.add(new Change(field, value));
    }
  }

  private static boolean isTrue(RegoObject object, String key) {
    return object.get(key) instanceof RegoBoolean flag && flag.isTrue();
  }

  /** Leaves out what no rule knows, and adds what a rule requires and says in full. */
  private void environment() {
    RegoArray rules = wanted.get("env_rules") instanceof RegoArray all ? all : RegoArray.EMPTY;
    RegoArray asked = input.get("envList") instanceof RegoArray all ? all : RegoArray.EMPTY;
    List<Value> kept = new ArrayList<>();
    for (Value entry : asked) {
      if (rules.asList().stream().anyMatch(rule -> EnvironmentMatch.matches(rule, entry))) {
        kept.add(entry);
      }
    }
    for (Value rule : rules) {
      if (rule instanceof RegoObject object
          && isTrue(object, "required")
          && kept.stream().noneMatch(entry -> EnvironmentMatch.matches(rule, entry))) {
        Optional<RegoString> entry = EnvironmentMatch.only(object);
        entry.ifPresentOrElse(kept::add, () -> impossible = true);
      }
    }
    same("envList", RegoArray.of(kept));
  }

  private void user() {
    if (!(wanted.get("user") instanceof RegoObject user)) {
      return;
    }
    same("umask", user.get("umask"));
    if (user.get("user_idname") instanceof RegoObject rule
        && rule.get("strategy") instanceof RegoString strategy
        && rule.get("pattern") instanceof RegoString pattern
        && input.get("user") instanceof RegoObject asked) {
      switch (strategy.text()) {
        case "id", "name" -> {
          if (!pattern.equals(part(asked, strategy.text()))) {
            changes.add(new Change("user", asked.put(strategy, pattern)));
          }
        }
        case "re2" ->
            impossible |=
                !(asked.get("name") instanceof RegoString name
                    && EnvironmentMatch.found(
                        EnvironmentMatch.anchored(pattern.text()), name.text()));
        default -> {}
      }
    }
  }

  private void capabilities(RegoObject sets) {
    if (!(input.get("capabilities") instanceof RegoObject asked)) {
      return;
    }
    boolean alike = true;
    for (int i = 0; i < sets.size(); i++) {
      alike &= sorted(sets.valueAt(i)).equals(sorted(asked.get(sets.keyAt(i))));
    }
    if (!alike) {
      changes.add(new Change("capabilities", sets));
    }
  }

  private static Value sorted(@org.jspecify.annotations.Nullable Value list) {
    return list instanceof RegoArray array ? array.sorted() : RegoNull.NULL;
  }

  /** Makes unknown mounts like the one that may be at their place, or leaves them out. */
  private void mounts() {
    RegoArray rules = wanted.get("mounts") instanceof RegoArray all ? all : RegoArray.EMPTY;
    RegoArray asked = input.get("mounts") instanceof RegoArray all ? all : RegoArray.EMPTY;
    List<Value> kept = new ArrayList<>();
    for (Value mount : asked) {
      Value destination = part(mount, "destination");
      if (!(destination instanceof RegoString text && unknownMounts.contains(text.text()))) {
        kept.add(mount);
        continue;
      }
      rules.asList().stream()
          .filter(rule -> part(rule, "destination").equals(destination))
          .map(rule -> like(rule, mount))
          .filter(fixed -> !fixed.equals(mount))
          .findFirst()
          .ifPresent(kept::add);
    }
    same("mounts", RegoArray.of(kept));
  }

  private static Value like(Value rule, Value mount) {
    RegoObject fixed = mount instanceof RegoObject object ? object : RegoObject.EMPTY;
    for (String key : List.of("type", "options")) {
      fixed = fixed.put(RegoString.of(key), part(rule, key));
    }
    return fixed;
  }

  private static Value part(Value object, String key) {
    Value value = object instanceof RegoObject o ? o.get(key) : null;
    return value == null ? RegoNull.NULL : value;
  }
}
