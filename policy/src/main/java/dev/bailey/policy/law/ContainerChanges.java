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
    if (!isTrue(wanted, "allow_elevated") && isTrue(input, "privileged")) {
      same("privileged", RegoBoolean.FALSE);
    }
    same("devices", RegoArray.EMPTY);
    walls();
    mounts();
    return found();
  }

  private void walls() {
    if (isTrue(wanted, "no_new_privileges")) {
      same("noNewPrivileges", RegoBoolean.TRUE);
    }
    user();
    groups();
    if (wanted.get("capabilities") instanceof RegoObject sets) {
      capabilities(sets);
    }
  }

  /** Changes to run the process. */
  Optional<List<Change>> ofProcess() {
    process();
    return found();
  }

  /** Changes to run one of its processes, which has the container's walls. */
  Optional<List<Change>> ofExecution(RegoObject process) {
    same("argList", process.get("command"));
    same("workingDir", wanted.get("working_dir"));
    environment();
    walls();
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
      changes.add(Change.of(field, value));
    }
  }

  private static boolean isTrue(RegoObject object, String key) {
    return object.get(key) instanceof RegoBoolean flag && flag.isTrue();
  }

  /** Leaves out what no rule knows, and adds what a rule requires and says in full. */
  private void environment() {
    EnvironmentChange.of(list(wanted, "env_rules"), input).ifPresent(changes::add);
  }

  private void user() {
    if (!(wanted.get("user") instanceof RegoObject user)) {
      return;
    }
    same("umask", user.get("umask"));
    if (user.get("user_idname") instanceof RegoObject rule
        && rule.get("strategy") instanceof RegoString strategy
        && rule.get("pattern") instanceof RegoString pattern) {
      RegoObject asked = input.get("user") instanceof RegoObject o ? o : RegoObject.EMPTY;
      switch (strategy.text()) {
        case "id", "name" -> {
          if (!pattern.equals(part(asked, strategy.text()))) {
            changes.add(Change.of("user", other(asked, strategy, pattern)));
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

  /** The name of one id is not that of another. */
  private static RegoObject other(RegoObject asked, RegoString strategy, RegoString pattern) {
    RegoObject changed = asked.put(strategy, pattern);
    return strategy.text().equals("id")
        ? changed.put(RegoString.of("name"), RegoString.of(""))
        : changed;
  }

  /** Takes away the groups that no rule knows, if there were any to name. */
  private void groups() {
    if (!(wanted.get("user") instanceof RegoObject user
        && user.get("group_idnames") instanceof RegoArray rules)) {
      return;
    }
    if (!(input.get("groups") instanceof RegoArray asked)) {
      changes.add(Change.of("groups", RegoArray.EMPTY));
      return;
    }
    List<Value> kept =
        asked.asList().stream()
            .filter(group -> rules.asList().stream().anyMatch(rule -> isGroup(rule, group)))
            .toList();
    same("groups", RegoArray.of(kept));
  }

  private static boolean isGroup(Value rule, Value group) {
    String pattern = part(rule, "pattern") instanceof RegoString text ? text.text() : "";
    return part(rule, "strategy") instanceof RegoString strategy
        && switch (strategy.text()) {
          case "any" -> true;
          case "id", "name" -> part(group, strategy.text()).equals(RegoString.of(pattern));
          case "re2" ->
              part(group, "name") instanceof RegoString name
                  && EnvironmentMatch.found(EnvironmentMatch.anchored(pattern), name.text());
          default -> false;
        };
  }

  private void capabilities(RegoObject sets) {
    RegoObject asked =
        input.get("capabilities") instanceof RegoObject given ? given : RegoObject.EMPTY;
    boolean alike = true;
    for (int i = 0; i < sets.size(); i++) {
      alike &= sorted(sets.valueAt(i)).equals(sorted(asked.get(sets.keyAt(i))));
    }
    if (!alike) {
      changes.add(Change.of("capabilities", sets));
    }
  }

  private static Value sorted(@org.jspecify.annotations.Nullable Value list) {
    return list instanceof RegoArray array ? array.sorted() : RegoNull.NULL;
  }

  /** Makes unknown mounts like the one that may be at their place, or leaves them out. */
  private void mounts() {
    List<Value> kept = new ArrayList<>();
    List<String> steps = new ArrayList<>();
    for (Value mount : list(input, "mounts")) {
      Value destination = part(mount, "destination");
      if (!(destination instanceof RegoString text && unknownMounts.contains(text.text()))) {
        kept.add(mount);
        continue;
      }
      Optional<Value> fixed =
          list(wanted, "mounts").asList().stream()
              .filter(rule -> part(rule, "destination").equals(destination))
              .map(rule -> like(rule, mount))
              .filter(other -> !other.equals(mount))
              .findFirst();
      fixed.ifPresent(kept::add);
      steps.add(
          fixed
              .map(other ->
                  "make the mount at " + text.text() + " " + part(other, "options").toJson())
              .orElse("leave out the mount at " + text.text()));
    }
    if (!steps.isEmpty() || input.get("mounts") == null) {
      changes.add(new Change("mounts", RegoArray.of(kept), String.join(" and ", steps)));
    }
  }

  private static RegoArray list(RegoObject object, String key) {
    return object.get(key) instanceof RegoArray all ? all : RegoArray.EMPTY;
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
