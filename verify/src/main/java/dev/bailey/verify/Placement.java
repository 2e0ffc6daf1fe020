package dev.bailey.verify;

import java.util.List;
import java.util.Optional;

/** Where an attempt ran: the part of a start's action that differs from attempt to attempt. */
record Placement(
    Json.Obj json, String containerId, long idBase, long idCount, int layers, List<Bind> binds) {
  Placement {
    binds = List.copyOf(binds);
  }

  /** One mount from the host. */
  record Bind(String destination, boolean writable) {}

  Optional<Bind> bind(String destination) {
    return binds.stream().filter(b -> b.destination().equals(destination)).findFirst();
  }

  static Placement read(Fields f) {
    Placement placement =
        new Placement(
            f.json(),
            f.digest("container_id"),
            f.number("id_base", 1),
            f.number("id_count", 1),
            f.texts("layers").size(),
            f.each("binds").stream().map(Placement::bind).toList());
    f.number("output_owner", 0);
    f.truth("encrypted_scratch");
    f.end();
    return placement;
  }

  private static Bind bind(Fields f) {
    f.text("source");
    Bind bind = new Bind(f.text("destination"), f.truth("writable"));
    f.end();
    return bind;
  }
}
