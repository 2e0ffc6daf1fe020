package dev.bailey.dist.crash;

import dev.bailey.job.plan.Network;
import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.json.Json;
import dev.bailey.worker.network.Networks;
import dev.bailey.worker.network.Readings;
import dev.bailey.worker.network.RuleBook;
import dev.bailey.worker.network.Visits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Networks that nobody makes and in which nothing flows. */
record FakeNetworks() implements Networks {
  @Override
  public RuleBook rules() {
    return RuleBook.standard();
  }

  @Override
  public Optional<String> open(Network network, Wire wire) {
    return Optional.empty();
  }

  @Override
  public Optional<String> connect(Network network, Wire wire) {
    return Optional.empty();
  }

  @Override
  public Seen look(Network network, Wire wire, long pid) {
    return new Seen(Json.Obj.EMPTY, List.of());
  }

  @Override
  public Optional<Readings> flows(Wire wire) {
    return Optional.of(new Readings(Map.of(), Optional.empty()));
  }

  @Override
  public Optional<Visits> visits(Network network, Wire wire, long pid) {
    return Optional.empty();
  }

  @Override
  public void close(Wire wire) {}
}
