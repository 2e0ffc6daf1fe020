package dev.bailey.job.plan;

import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where on this host one attempt of a plan runs: the part that differs from attempt to attempt.
 *
 * @param containerId 64 hexadecimal digits, name of the attempt towards the policy
 * @param idBase first host id of the attempt's own range
 * @param idCount size of that range; container id {@code n} is host id {@code idBase + n}
 * @param outputOwner host user and group that own what the job writes
 * @param layers verified layer directories, base first
 * @param binds what is mounted into the container from the host and the policy is asked about
 * @param encryptedScratch whether scratch is encrypted at rest
 * @param context where the job reads about its policy; empty if there is nothing to read
 * @param wire how it is connected; empty if its plan has no network
 * @param accounts what the layers' account files call the plan's user and group
 */
public record Placement(
    String containerId,
    long idBase,
    long idCount,
    long outputOwner,
    List<String> layers,
    List<Bind> binds,
    boolean encryptedScratch,
    Optional<SecurityContext> context,
    Optional<Wire> wire,
    AccountNames accounts) {
  public Placement {
    layers = List.copyOf(layers);
    binds = List.copyOf(binds);
  }

  /** In an image that has no names for the plan's ids. */
  public Placement(
      String containerId,
      long idBase,
      long idCount,
      long outputOwner,
      List<String> layers,
      List<Bind> binds,
      boolean encryptedScratch,
      Optional<SecurityContext> context,
      Optional<Wire> wire) {
    this(
        containerId,
        idBase,
        idCount,
        outputOwner,
        layers,
        binds,
        encryptedScratch,
        context,
        wire,
        AccountNames.NONE);
  }

  /** Everything that is mounted into the container from the host. */
  public List<Bind> mounts() {
    List<Bind> all = new ArrayList<>(binds);
    context.ifPresent(c -> all.add(c.mount()));
    return List.copyOf(all);
  }

  /**
   * One mount from the host.
   *
   * @param source absolute canonical host path
   * @param destination absolute path in the container
   * @param writable whether the job may write there
   */
  public record Bind(String source, String destination, boolean writable) {
    static Bind of(Json.Obj recorded) {
      return new Bind(
          recorded.text("source").orElseThrow(),
          recorded.text("destination").orElseThrow(),
          recorded.bool("writable").orElseThrow());
    }

    Json.Obj json() {
      return Json.object()
          .put("source", source)
          .put("destination", destination)
          .put("writable", writable)
          .build();
    }
  }

  /** Reads the canonical form back, as it was recorded. */
  public static Placement of(Json.Obj recorded) {
    return new Placement(
        recorded.text("container_id").orElseThrow(),
        recorded.whole("id_base").orElseThrow(),
        recorded.whole("id_count").orElseThrow(),
        recorded.whole("output_owner").orElseThrow(),
        recorded.array("layers").stream().map(l -> ((Json.Str) l).value()).toList(),
        recorded.array("binds").stream().map(b -> Bind.of((Json.Obj) b)).toList(),
        recorded.bool("encrypted_scratch").orElseThrow(),
        recorded.get("security_context").isPresent()
            ? Optional.of(SecurityContext.of(recorded.object("security_context")))
            : Optional.empty(),
        recorded.get("network").isPresent()
            ? Optional.of(Wire.of(recorded.object("network")))
            : Optional.empty(),
        AccountNames.in(recorded));
  }

  /** The canonical form. */
  public Json.Obj json() {
    Json.Obj place =
        accounts.into(
            Json.object()
                .put("container_id", containerId)
                .put("id_base", idBase)
                .put("id_count", idCount)
                .put("output_owner", outputOwner)
                .put("layers", Json.strings(layers))
                .put("binds", Json.array(binds.stream().map(Bind::json).toList()))
                .put("encrypted_scratch", encryptedScratch)
                .build());
    Json.Obj known = context.map(c -> place.with("security_context", c.json())).orElse(place);
    return wire.map(w -> known.with("network", w.json())).orElse(known);
  }
}
