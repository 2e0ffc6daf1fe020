package dev.bailey.worker.network;

import dev.bailey.job.network.IpAddress;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A set of rules in a form that does not depend on who lists it: without handles and readings, with
 * elements in order.
 */
final class Listing {
  private static final Set<String> PASSING = Set.of("handle", "packets", "used");
  private static final Set<String> KINDS =
      Set.of("table", "counter", "quota", "set", "map", "chain");

  private final Map<String, Json> objects = new TreeMap<>();
  private final Map<String, List<Json>> rules = new TreeMap<>();

  private Listing() {}

  /** What these commands make. */
  static Listing of(List<Json> commands) {
    Listing listing = new Listing();
    for (Json command : commands) {
      ((Json.Obj) command).object("add").members().forEach(listing::take);
    }
    return listing;
  }

  /** What nft lists; empty if that is no listing. */
  static Optional<Listing> parse(String text) {
    return entries(text)
        .map(all -> {
          Listing listing = new Listing();
          all.forEach(entry -> entry.members().forEach(listing::take));
          return listing;
        });
  }

  private static Optional<List<Json.Obj>> entries(String text) {
    return JsonReader.read(text) instanceof JsonReader.Result.Value(Json.Obj all)
            && all.get("nftables").isPresent()
            && all.array("nftables").stream().allMatch(Json.Obj.class::isInstance)
        ? Optional.of(all.array("nftables").stream().map(Json.Obj.class::cast).toList())
        : Optional.empty();
  }

  private void take(String kind, Json value) {
    if (!(value instanceof Json.Obj object)) {
      return;
    }
    if (kind.equals("rule")) {
      rules.computeIfAbsent(name(object, "chain"), c -> new ArrayList<>()).add(plain(object, kind));
    } else if (KINDS.contains(kind)) {
      objects.put(kind + " " + name(object, "name"), plain(object, kind));
    } else if (!kind.equals("metainfo")) {
      objects.put(kind, object);
    }
  }

  private static String name(Json.Obj object, String member) {
    return object.text("family").orElse("")
        + " "
        + object.text("table").orElse("")
        + " "
        + object.text(member).orElse("");
  }

  private static Json plain(Json.Obj object, String kind) {
    Map<String, Json> out = new LinkedHashMap<>();
    object
        .members()
        .forEach((name, value) -> {
          boolean reading = kind.equals("counter") && name.equals("bytes");
          boolean shown = name.equals(Nft.EACH) && value.equals(Nft.COUNTS);
          if (!PASSING.contains(name) && !reading && !shown) {
            out.put(name, name.equals("elem") ? elements(object, value) : uniform(value));
          }
        });
    return new Json.Obj(out);
  }

  /** That a set counts is to be seen from its elements. */
  private static Json elements(Json.Obj set, Json elements) {
    boolean counted = set.get(Nft.EACH).filter(Nft.COUNTS::equals).isPresent();
    return elements instanceof Json.Arr(List<Json> items)
        ? sorted(items.stream().map(item -> uniform(counted ? counted(item) : unread(item))))
        : elements;
  }

  /** What an element has counted so far is a reading, that it counts is not. */
  private static Json unread(Json element) {
    return element instanceof Json.Obj(Map<String, Json> members)
            && members.get("elem") instanceof Json.Obj inner
            && inner.get("counter").isPresent()
        ? Json.object().put("elem", inner.with("counter", Json.Null.NULL)).build()
        : element;
  }

  private static Json counted(Json element) {
    return unread(
        element instanceof Json.Obj object && object.get("elem").isPresent()
            ? element
            : Json.object()
                .put(
                    "elem",
                    Json.object().put("val", element).put("counter", Json.Null.NULL).build())
                .build());
  }

  /** Programs write IPv6 addresses in several ways. */
  private static Json uniform(Json value) {
    return switch (value) {
      case Json.Str(String text) ->
          text.indexOf(':') < 0
              ? value
              : IpAddress.parse(text).<Json>map(a -> Json.of(a.text())).orElse(value);
      case Json.Arr(List<Json> items) -> Json.array(items.stream().map(Listing::uniform).toList());
      case Json.Obj(Map<String, Json> members) -> {
        Map<String, Json> out = new LinkedHashMap<>();
        members.forEach((name, member) -> out.put(name, uniform(member)));
        yield new Json.Obj(out);
      }
      case Json.Num ignored -> value;
      case Json.Bool ignored -> value;
      case Json.Null ignored -> value;
    };
  }

  private static Json sorted(Stream<Json> elements) {
    return Json.array(
        elements
            .map(item -> Map.entry(CanonicalJson.text(item), item))
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .toList());
  }

  /** Without the elements of sets, which in the host's table belong to single jobs. */
  Listing withoutElements() {
    Listing out = new Listing();
    objects.forEach((name, value) -> {
      Map<String, Json> kept = new LinkedHashMap<>(((Json.Obj) value).members());
      kept.remove("elem");
      out.objects.put(name, new Json.Obj(kept));
    });
    out.rules.putAll(rules);
    return out;
  }

  /** The elements of sets that begin with this interface. */
  List<OutsideRules.Entry> entriesOf(String device) {
    List<OutsideRules.Entry> out = new ArrayList<>();
    for (Json object : objects.values()) {
      Json.Obj set = (Json.Obj) object;
      for (Json element : set.array("elem")) {
        if (element instanceof Json.Obj e
            && !e.array("concat").isEmpty()
            && e.array("concat").getFirst().equals(Json.of(device))) {
          out.add(new OutsideRules.Entry(set.text("name").orElse(""), element));
        }
      }
    }
    return out;
  }

  private Json.Obj json() {
    Json.ObjectBuilder chains = Json.object();
    rules.forEach((chain, all) -> chains.put(chain, Json.array(all)));
    Json.ObjectBuilder others = Json.object();
    objects.forEach(others::put);
    return Json.object().put("objects", others.build()).put("rules", chains.build()).build();
  }

  Digest digest() {
    return Digest.of(json());
  }

  /** Names of objects and chains that are not the same in both. */
  List<String> differences(Listing other) {
    List<String> out = new ArrayList<>();
    differ(objects, other.objects, out);
    Map<String, Json> mine = new TreeMap<>();
    rules.forEach((chain, all) -> mine.put("rules of " + chain, Json.array(all)));
    Map<String, Json> theirs = new TreeMap<>();
    other.rules.forEach((chain, all) -> theirs.put("rules of " + chain, Json.array(all)));
    differ(mine, theirs, out);
    return out;
  }

  private static void differ(Map<String, Json> a, Map<String, Json> b, List<String> out) {
    Set<String> names = new java.util.TreeSet<>(a.keySet());
    names.addAll(b.keySet());
    for (String name : names) {
      if (!a.getOrDefault(name, Json.Null.NULL).equals(b.getOrDefault(name, Json.Null.NULL))) {
        out.add(name);
      }
    }
  }
}
