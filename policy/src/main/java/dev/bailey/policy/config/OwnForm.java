package dev.bailey.policy.config;

import dev.bailey.policy.marshal.OwnList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may stand in one list of Bailey's own points.
 *
 * @param alone an item that is no table, if there may be such
 * @param must fields of a table that are always there; none if there are no tables
 * @param may fields of a table that may be there, each of which narrows what the item allows
 */
record OwnForm(Optional<OwnValue> alone, Map<String, OwnValue> must, Map<String, OwnValue> may) {
  static OwnForm of(OwnList list) {
    return switch (list) {
      case IMAGES, CODES -> alone(OwnValue.DIGEST);
      case NETWORKS -> alone(OwnValue.NETWORK);
      case SIGNERS -> alone(OwnValue.TEXT);
      case PORTS ->
          new OwnForm(
              Optional.of(OwnValue.PORT),
              Map.of("port", OwnValue.PORT),
              Map.of("protocol", OwnValue.PROTOCOL, "from", OwnValue.SOURCES));
      case DATASETS ->
          new OwnForm(
              Optional.of(OwnValue.DIGEST),
              Map.of("name", OwnValue.TEXT, "sha256", OwnValue.DIGEST),
              Map.of());
      case DEVICES ->
          new OwnForm(
              Optional.of(OwnValue.DEVICE),
              Map.of("device", OwnValue.DEVICE),
              Map.of("sha256", OwnValue.DIGEST, "all", OwnValue.TRUE, "hooks", OwnValue.DIGESTS));
      case SECRETS ->
          new OwnForm(Optional.of(OwnValue.TEXT), Map.of("name", OwnValue.TEXT), secret());
      case EGRESS ->
          new OwnForm(
              Optional.empty(),
              Map.of("host", OwnValue.TEXT, "port", OwnValue.PORT),
              Map.of(
                  "protocol", OwnValue.PROTOCOL,
                  "via", OwnValue.WAY,
                  "budget", OwnValue.AMOUNT));
      case OUTPUTS ->
          new OwnForm(
              Optional.empty(),
              Map.of("name", OwnValue.TEXT, "max_bytes", OwnValue.AMOUNT),
              Map.of());
    };
  }

  private static OwnForm alone(OwnValue value) {
    return new OwnForm(Optional.of(value), Map.of(), Map.of());
  }

  private static Map<String, OwnValue> secret() {
    Map<String, OwnValue> may = new LinkedHashMap<>();
    may.put("version", OwnValue.TEXT);
    may.put("delivery", OwnValue.DELIVERY);
    may.put("path", OwnValue.PATH);
    may.put("mode", OwnValue.MODE);
    may.put("uid", OwnValue.ID);
    may.put("gid", OwnValue.ID);
    may.put("variable", OwnValue.VARIABLE);
    return may;
  }

  Optional<OwnValue> field(String name) {
    return Optional.ofNullable(must.get(name)).or(() -> Optional.ofNullable(may.get(name)));
  }

  /** What is wanted, in words. */
  String wanted() {
    List<String> fields = must.keySet().stream().sorted().toList();
    String table = fields.isEmpty() ? "" : "a table with " + String.join(" and ", fields);
    String item = alone.map(OwnValue::wanted).orElse("");
    return item + (item.isEmpty() || table.isEmpty() ? "" : " or ") + table;
  }
}
