package dev.bailey.dist.attack;

import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.json.Json;
import dev.bailey.worker.network.RuleBook;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules without those that make up one wall, which say so in their comments. */
record WeakRules(Wall wall) implements RuleBook {
  @Override
  public List<Json> closed() {
    return RuleBook.standard().closed();
  }

  @Override
  public List<Json> inside(Network network, Wire wire) {
    List<Json> all = RuleBook.standard().inside(network, wire);
    return switch (wall) {
      case DEFAULT, INBOUND ->
          open(without(all, Set.of("default")), Set.of("output", "input", "forward"));
      case BLOCKED -> without(all, Set.of("blocked"));
      case SPECIAL -> without(all, Set.of("special"));
      case BUDGET -> without(all, Set.of("budget"));
      case SOURCE -> without(all, Set.of("source"));
      default -> all;
    };
  }

  @Override
  public List<Json> outside() {
    List<Json> all = RuleBook.standard().outside();
    return switch (wall) {
      case NEIGHBOUR -> without(all, Set.of("neighbour"));
      case SERVICE -> without(all, Set.of("service"));
      case INBOUND -> without(all, Set.of("visitor"));
      default -> all;
    };
  }

  private static Optional<Json.Obj> added(Json command, String kind) {
    return command instanceof Json.Obj c
            && c.object("add").get(kind).orElse(Json.Null.NULL) instanceof Json.Obj found
        ? Optional.of(found)
        : Optional.empty();
  }

  private static List<Json> without(List<Json> all, Set<String> comments) {
    return all.stream()
        .filter(c ->
            added(c, "rule").flatMap(r -> r.text("comment")).filter(comments::contains).isEmpty())
        .toList();
  }

  /** Chains that let through what no rule speaks of. */
  private static List<Json> open(List<Json> all, Set<String> chains) {
    return all.stream()
        .map(c ->
            added(c, "chain")
                .filter(chain -> chain.text("name").filter(chains::contains).isPresent())
                .<Json>map(chain ->
                    Json.object()
                        .put(
                            "add",
                            Json.object()
                                .put("chain", chain.with("policy", Json.of("accept")))
                                .build())
                        .build())
                .orElse(c))
        .toList();
  }
}
