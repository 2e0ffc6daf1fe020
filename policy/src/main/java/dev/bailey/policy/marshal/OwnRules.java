package dev.bailey.policy.marshal;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a policy allows at Bailey's own points.
 *
 * @param lists items of each list that is declared, in the form that {@link OwnList} says
 * @param limits most of each limit of a job, by the plan's names such as {@code memory_bytes}
 * @param maxOutputs most different outputs of an attempt, if that is limited
 * @param flags that are true
 */
public record OwnRules(
    Map<OwnList, List<Value>> lists,
    Map<String, Long> limits,
    OptionalLong maxOutputs,
    Set<OwnFlag> flags) {
  /** Nothing; a policy with it does not mention own points. */
  public static final OwnRules NONE = builder().build();

  public OwnRules {
    EnumMap<OwnList, List<Value>> copy = new EnumMap<>(OwnList.class);
    lists.forEach((list, items) -> copy.put(list, List.copyOf(items)));
    lists = Map.copyOf(copy);
    limits = Map.copyOf(limits);
    flags = Set.copyOf(flags);
  }

  /** The items of a list; none if it is not declared. */
  public List<Value> items(OwnList list) {
    return lists.getOrDefault(list, List.of());
  }

  boolean isEmpty() {
    return lists.isEmpty() && limits.isEmpty() && maxOutputs.isEmpty() && flags.isEmpty();
  }

  /** The points that are handed to the library, in the order of lists and flags. */
  List<String> points() {
    List<String> points = new ArrayList<>();
    for (OwnList list : OwnList.values()) {
      if (!items(list).isEmpty()) {
        points.addAll(list.points());
      }
    }
    for (OwnFlag flag : OwnFlag.values()) {
      if (flags.contains(flag)) {
        points.add(flag.point());
      }
    }
    return points;
  }

  /** Rules that are made piece by piece: lists grow, the rest is replaced. */
  public static Builder builder() {
    return new Builder();
  }

  /** Makes rules; not for several threads. */
  public static final class Builder {
    private final Map<OwnList, List<Value>> lists = new EnumMap<>(OwnList.class);
    private final Map<String, Long> limits = new TreeMap<>();
    private OptionalLong maxOutputs = OptionalLong.empty();
    private final Set<OwnFlag> flags = EnumSet.noneOf(OwnFlag.class);

    private Builder() {}

    /** Adds to a list, which is declared from then on even if nothing is added. */
    public Builder add(OwnList list, Collection<? extends Value> items) {
      lists.computeIfAbsent(list, l -> new ArrayList<>()).addAll(items);
      return this;
    }

    /** Adds texts to a list. */
    public Builder texts(OwnList list, Collection<String> texts) {
      return add(list, texts.stream().map(RegoString::of).toList());
    }

    /** Allows an input of that digest under one name. */
    public Builder dataset(String name, String sha256) {
      return add(
          OwnList.DATASETS,
          List.of(
              RegoObject.builder()
                  .put("name", RegoString.of(name))
                  .put("sha256", RegoString.of(sha256))
                  .build()));
    }

    /**
     * Allows an output.
     *
     * @param name a regular expression for the whole name
     */
    public Builder output(String name, long maxBytes) {
      return add(
          OwnList.OUTPUTS,
          List.of(
              RegoObject.builder()
                  .put("name", RegoString.of(name))
                  .put("max_bytes", RegoNumber.of(maxBytes))
                  .build()));
    }

    /**
     * Allows a destination of jobs.
     *
     * @param protocol {@code tcp} or {@code udp}
     * @param brokered whether through the broker, and not directly
     * @param budget most bytes of a job's own budget; 0 if it needs none
     */
    public Builder egress(String host, int port, String protocol, boolean brokered, long budget) {
      RegoObject.Builder way =
          RegoObject.builder()
              .put("host", RegoString.of(host))
              .put("port", RegoNumber.of(port))
              .put("protocol", RegoString.of(protocol));
      if (brokered) {
        way.put("via", RegoString.of("broker"));
      }
      if (budget > 0) {
        way.put("budget", RegoNumber.of(budget));
      }
      return add(OwnList.EGRESS, List.of(way.build()));
    }

    /**
     * Allows a secret as a file at that path.
     *
     * @param mode its permissions in four octal digits
     * @param uid who owns it
     * @param gid likewise
     */
    public Builder secret(String name, String path, String mode, long uid, long gid) {
      return add(
          OwnList.SECRETS,
          List.of(
              RegoObject.builder()
                  .put("name", RegoString.of(name))
                  .put("delivery", RegoString.of("file"))
                  .put("path", RegoString.of(path))
                  .put("mode", RegoString.of(mode))
                  .put("uid", RegoNumber.of(uid))
                  .put("gid", RegoNumber.of(gid))
                  .build()));
    }

    /**
     * Allows a device as one specification says what it is.
     *
     * @param all whether that stands for all of its kind
     * @param hooks digests of the programs of its specification that are not run
     */
    public Builder device(String name, String sha256, boolean all, List<String> hooks) {
      RegoObject.Builder entry =
          RegoObject.builder()
              .put("device", RegoString.of(name))
              .put("sha256", RegoString.of(sha256));
      if (all) {
        entry.put("all", RegoBoolean.TRUE);
      }
      if (!hooks.isEmpty()) {
        entry.put("hooks", RegoArray.of(hooks.stream().<Value>map(RegoString::of).toList()));
      }
      return add(OwnList.DEVICES, List.of(entry.build()));
    }

    /**
     * Allows a port of jobs.
     *
     * @param protocol {@code tcp} or {@code udp}
     * @param from who may connect: {@code host}, addresses and subnets
     */
    public Builder port(int number, String protocol, List<String> from) {
      return add(
          OwnList.PORTS,
          List.of(
              RegoObject.builder()
                  .put("port", RegoNumber.of(number))
                  .put("protocol", RegoString.of(protocol))
                  .put("from", RegoArray.of(from.stream().map(RegoString::of).toList()))
                  .build()));
    }

    public Builder limit(String name, long most) {
      limits.put(name, most);
      return this;
    }

    public Builder maxOutputs(long most) {
      maxOutputs = OptionalLong.of(most);
      return this;
    }

    public Builder flag(OwnFlag flag, boolean value) {
      if (value) {
        flags.add(flag);
      } else {
        flags.remove(flag);
      }
      return this;
    }

    public OwnRules build() {
      return new OwnRules(lists, limits, maxOutputs, flags);
    }
  }
}
