package dev.bailey.policy.marshal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a policy allows.
 *
 * @param allowAll whether it allows everything; then it names no containers
 * @param flags that are true
 * @param own what is allowed at Bailey's own points
 */
public record PolicyModel(
    boolean allowAll,
    List<ContainerRule> containers,
    List<ExternalProcess> externalProcesses,
    List<FragmentImport> fragments,
    List<TrustListRule> trustLists,
    Set<Flag> flags,
    OwnRules own) {
  public PolicyModel {
    containers = List.copyOf(containers);
    externalProcesses = List.copyOf(externalProcesses);
    fragments = List.copyOf(fragments);
    trustLists = List.copyOf(trustLists);
    flags = Set.copyOf(flags);
  }

  /** A model that is made piece by piece: lists grow, the rest is replaced. */
  public static Builder builder() {
    return new Builder();
  }

  /** Makes a model; not for several threads. */
  public static final class Builder {
    private boolean allowAll;
    private final List<ContainerRule> containers = new ArrayList<>();
    private final List<ExternalProcess> externalProcesses = new ArrayList<>();
    private final List<FragmentImport> fragments = new ArrayList<>();
    private final List<TrustListRule> trustLists = new ArrayList<>();
    private final Set<Flag> flags = EnumSet.noneOf(Flag.class);

    private OwnRules own = OwnRules.NONE;

    private Builder() {}

    public Builder allowAll(boolean value) {
      allowAll = value;
      return this;
    }

    public Builder containers(List<? extends ContainerRule> more) {
      containers.addAll(more);
      return this;
    }

    public Builder externalProcesses(List<ExternalProcess> more) {
      externalProcesses.addAll(more);
      return this;
    }

    public Builder fragments(List<FragmentImport> more) {
      fragments.addAll(more);
      return this;
    }

    public Builder trustLists(List<TrustListRule> more) {
      trustLists.addAll(more);
      return this;
    }

    public Builder flag(Flag flag, boolean value) {
      if (value) {
        flags.add(flag);
      } else {
        flags.remove(flag);
      }
      return this;
    }

    public Builder own(OwnRules rules) {
      own = rules;
      return this;
    }

    public PolicyModel build() {
      return new PolicyModel(
          allowAll, containers, externalProcesses, fragments, trustLists, flags, own);
    }
  }
}
