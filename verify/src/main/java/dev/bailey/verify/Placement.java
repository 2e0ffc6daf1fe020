package dev.bailey.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where an attempt ran: the part of a start's action that differs from attempt to attempt. */
record Placement(
    Json.Obj json,
    String containerId,
    long idBase,
    long idCount,
    int layers,
    List<Bind> binds,
    boolean encryptedScratch,
    Optional<Context> context,
    Optional<Wire> wire,
    AccountNames accounts) {
  Placement {
    binds = List.copyOf(binds);
  }

  /** One mount from the host. */
  record Bind(String destination, boolean writable) {}

  /**
   * The directory in which the job could read its policy.
   *
   * @param files digests by name
   */
  record Context(Bind mount, Map<String, String> files) {
    Context {
      files = Map.copyOf(files);
    }

    /** {@code <variable>=<directory>}. */
    String variable() {
      return "UVM_SECURITY_CONTEXT_DIR=" + mount.destination();
    }
  }

  /** Everything that was mounted from the host. */
  List<Bind> mounts() {
    List<Bind> all = new ArrayList<>(binds);
    context.ifPresent(c -> all.add(c.mount()));
    return all;
  }

  Optional<Bind> bind(String destination) {
    return mounts().stream().filter(b -> b.destination().equals(destination)).findFirst();
  }

  static Placement read(Fields f) {
    Placement placement =
        new Placement(
            f.json(),
            f.digest("container_id"),
            f.number("id_base", 1),
            f.number("id_count", 1),
            f.texts("layers").size(),
            f.each("binds").stream().map(Placement::bind).toList(),
            f.truth("encrypted_scratch"),
            f.has("security_context")
                ? Optional.of(context(f.fields("security_context")))
                : Optional.empty(),
            f.has("network") ? Optional.of(Wire.read(f.fields("network"))) : Optional.empty(),
            AccountNames.read(f));
    f.number("output_owner", 0);
    f.end();
    return placement;
  }

  private static Context context(Fields f) {
    Bind mount = bind(f.fields("mount"));
    Fields named = f.fields("files");
    Map<String, String> files = new TreeMap<>();
    named.json().members().keySet().forEach(name -> files.put(name, named.digest(name)));
    named.end();
    f.end();
    return new Context(mount, files);
  }

  private static Bind bind(Fields f) {
    f.text("source");
    Bind bind = new Bind(f.text("destination"), f.truth("writable"));
    f.end();
    return bind;
  }
}
