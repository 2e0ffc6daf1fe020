package dev.bailey.worker.network;

import dev.bailey.job.network.Subnet;
import dev.bailey.ledger.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The pieces of nft's JSON form, written as nft itself lists them, so that both can be compared.
 */
final class Nft {
  /** Verdicts. */
  static final Json ACCEPT = expr("accept", Json.Null.NULL);

  static final Json DROP = expr("drop", Json.Null.NULL);
  static final Json RETURN = expr("return", Json.Null.NULL);

  /** Refuses and says so, so that a job fails at once instead of waiting. */
  static final Json REJECT =
      expr("reject", Json.of(Map.of("type", "icmpx", "expr", "admin-prohibited")));

  /** Ends a TCP connection. */
  static final Json RESET = expr("reject", Json.of(Map.of("type", "tcp reset")));

  /** What a set does for each element; nft takes it from commands and need not list it. */
  static final String EACH = "stmt";

  static final Json COUNTS = Json.array(List.of(expr("counter", Json.Null.NULL)));

  private final String family;
  private final String table;
  private final List<Json> commands = new ArrayList<>();

  Nft(String family, String table) {
    this.family = family;
    this.table = table;
    commands.add(add("table", Json.of(Map.of("family", family, "name", table))));
  }

  /** Everything said so far, in order. */
  List<Json> commands() {
    return List.copyOf(commands);
  }

  void counter(String name) {
    commands.add(add("counter", own().put("name", name).build()));
  }

  /** An amount that both directions of a connection share. */
  void quota(String name, long bytes) {
    commands.add(
        add("quota", own().put("name", name).put("bytes", bytes).put("inv", true).build()));
  }

  void set(String name, Json type, boolean interval, List<Json> elements) {
    Json.ObjectBuilder set = own().put("name", name).put("type", type);
    if (interval) {
      set.put("flags", Json.strings(List.of("interval")));
    }
    if (!elements.isEmpty()) {
      set.put("elem", Json.array(elements));
    }
    commands.add(add("set", set.build()));
  }

  /** A set that counts for each element what was found in it. */
  void counted(String name, Json type, List<Json> elements) {
    Json.ObjectBuilder set = own().put("name", name).put("type", type).put(EACH, COUNTS);
    if (!elements.isEmpty()) {
      set.put("elem", Json.array(elements));
    }
    commands.add(add("set", set.build()));
  }

  void map(String name, Json type, String to, List<Json> elements) {
    Json.ObjectBuilder map = own().put("name", name).put("type", type).put("map", to);
    if (!elements.isEmpty()) {
      map.put("elem", Json.array(elements));
    }
    commands.add(add("map", map.build()));
  }

  void chain(String name) {
    commands.add(add("chain", own().put("name", name).build()));
  }

  void hook(String name, String type, String hook, long priority, boolean drop) {
    commands.add(
        add(
            "chain",
            own()
                .put("name", name)
                .put("type", type)
                .put("hook", hook)
                .put("prio", priority)
                .put("policy", drop ? "drop" : "accept")
                .build()));
  }

  /** Empties a chain that may be there already. */
  void flush(String chain) {
    commands.add(Json.of(Map.of("flush", Map.of("chain", own().put("name", chain).build()))));
  }

  /** A rule; the comment names the wall that it is part of. */
  void rule(String chain, String comment, Json... expressions) {
    commands.add(
        add(
            "rule",
            own()
                .put("chain", chain)
                .put("expr", Json.array(List.of(expressions)))
                .put("comment", comment)
                .build()));
  }

  private Json.ObjectBuilder own() {
    return Json.object().put("family", family).put("table", table);
  }

  static Json add(String kind, Json object) {
    return Json.of(Map.of("add", Map.of(kind, object)));
  }

  private static Json expr(String name, Json value) {
    return Json.object().put(name, value).build();
  }

  static Json is(Json left, Object right) {
    return match("==", left, right);
  }

  static Json isNot(Json left, Object right) {
    return match("!=", left, right);
  }

  private static Json match(String op, Json left, Object right) {
    return Json.of(Map.of("match", Map.of("op", op, "left", left, "right", right)));
  }

  /** Whether the connection is new. */
  static Json fresh() {
    return match("in", Json.of(Map.of("ct", Map.of("key", "state"))), "new");
  }

  /** Whether the packet belongs to a connection that was let through before. */
  static Json known() {
    return match(
        "in", Json.of(Map.of("ct", Map.of("key", "state"))), List.of("established", "related"));
  }

  static Json meta(String key) {
    return Json.of(Map.of("meta", Map.of("key", key)));
  }

  static Json field(String protocol, String field) {
    return Json.of(Map.of("payload", Map.of("protocol", protocol, "field", field)));
  }

  static Json concat(Json... parts) {
    return Json.of(Map.of("concat", List.of(parts)));
  }

  static Json mark() {
    return Json.of(Map.of("ct", Map.of("key", "mark")));
  }

  static Json setMark(Object value) {
    return Json.of(Map.of("mangle", Map.of("key", mark(), "value", value)));
  }

  static Json lookup(Json key, String map) {
    return Json.of(Map.of("map", Map.of("key", key, "data", "@" + map)));
  }

  static Json count(String counter) {
    return Json.of(Map.of("counter", counter));
  }

  static Json quotaBy(String map) {
    return Json.of(Map.of("quota", lookup(mark(), map)));
  }

  static Json jump(String chain) {
    return Json.of(Map.of("jump", Map.of("target", chain)));
  }

  static Json goTo(String chain) {
    return Json.of(Map.of("goto", Map.of("target", chain)));
  }

  /** Neighbour discovery, without which IPv6 does not work. */
  static Json neighbours() {
    return is(
        field("icmpv6", "type"),
        Map.of("set", List.of("nd-neighbor-solicit", "nd-neighbor-advert")));
  }

  /** An address or subnet as a value. */
  static Json value(Subnet subnet) {
    return subnet.single()
        ? Json.of(subnet.base().text())
        : Json.of(
            Map.of("prefix", Map.of("addr", subnet.base().text(), "len", (long) subnet.length())));
  }
}
