package dev.bailey.job.plan;

import dev.bailey.ledger.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * Something of the host that a plan's container sees.
 *
 * @param name among the attempt's places
 * @param destination absolute path in the container
 * @param writable whether the job may write there
 */
public record Share(String name, String destination, boolean writable) {
  /** The directory with the starter and its gates. */
  public static final String START = "/.start";

  /** The code snapshot. */
  public static final String WORKSPACE = "/workspace";

  /** Names that the job knows, written for it alone. */
  public static final String HOSTS = "hosts";

  /** Where the job would ask about others: nowhere. */
  public static final String RESOLVER = "resolv";

  /** The files of secrets. */
  public static final String SECRETS = "secrets";

  /** All that a plan's container sees, in the order in which it is mounted. */
  public static List<Share> of(ContainerPlan plan) {
    List<Share> all = new ArrayList<>();
    all.add(new Share("start", START, false));
    if (!plan.code().equals(Digest.NONE)) {
      all.add(new Share("code", WORKSPACE, false));
    }
    plan.inputs().forEach(input -> all.add(of(input)));
    all.add(new Share("out", "/out", true));
    all.add(new Share("scratch", "/scratch", true));
    if (!plan.network().closed()) {
      all.add(new Share(HOSTS, "/etc/hosts", false));
      all.add(new Share(RESOLVER, "/etc/resolv.conf", false));
    }
    if (!plan.secrets().isEmpty()) {
      all.add(new Share(SECRETS, SecretFile.DIRECTORY, false));
    }
    all.addAll(ofDevices(plan));
    return List.copyOf(all);
  }

  /** What comes with the plan's devices, in the order of {@link Device#mounts(List)}. */
  public static List<Share> ofDevices(ContainerPlan plan) {
    List<Share> all = new ArrayList<>();
    for (Device.Mount mount : Device.mounts(plan.devices())) {
      all.add(new Share("dev." + all.size(), mount.destination(), false));
    }
    return List.copyOf(all);
  }

  /** How a container sees an input. */
  public static Share of(Input input) {
    return new Share("in." + input.name(), "/in/" + input.name(), false);
  }
}
