package dev.bailey.policy.law;

import dev.bailey.policy.enforce.DocumentEnforcer;
import dev.bailey.policy.fragment.TrustedLedgers;
import dev.bailey.policy.interpreter.AddedModule;
import dev.bailey.policy.options.PolicyDigest;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One digest of everything that an enforcer goes by: what its policy remembers, which modules were
 * added, and which ledgers it trusts. It is a tree: each remembered value has a digest of its own,
 * so that a decision costs no more than what it changed. Used by one thread at a time.
 */
final class StateDigest {
  private Map<String, Known> known = Map.of();
  private Map<String, Known> fresh = new HashMap<>();

  /** A value, which is immutable, and its digest. */
  private record Known(Value value, RegoString digest) {}

  /**
   * The digest, 64 hexadecimal digits: SHA-256 of the canonical JSON {@code [metadata, modules,
   * ledgers]}, in which texts stand for the digests of their parts.
   */
  String of(DocumentEnforcer.State state) {
    fresh = new HashMap<>();
    RegoObject.Builder root = RegoObject.builder();
    state.metadata().root().forEach((name, all) -> root.put(name, digests(name, all)));
    known = fresh;
    Value whole =
        RegoArray.of(List.of(root.build(), modules(state.modules()), ledgers(state.ledgers())));
    return sha256(whole.toJson());
  }

  private Value digests(Value name, Value collection) {
    if (!(collection instanceof RegoObject map)) {
      return digest(name.toJson(), collection);
    }
    RegoObject.Builder entries = RegoObject.builder();
    map.forEach(
        (key, value) -> entries.put(key, digest(name.toJson() + "\0" + key.toJson(), value)));
    return entries.build();
  }

  // Identity is enough: values never change, and an equal copy only costs its digest once more.
  @SuppressWarnings("ReferenceEquality")
  private RegoString digest(String place, Value value) {
    Known before = known.get(place);
    Known now =
        before != null && before.value == value
            ? before
            : new Known(value, RegoString.of(sha256(value.toJson())));
    fresh.put(place, now);
    return now.digest;
  }

  private static Value modules(List<AddedModule> modules) {
    return texts(
        modules.stream()
            .map(m -> sha256(texts(List.of(m.id(), m.namespace(), m.code())).toJson()))
            .toList());
  }

  private static Value ledgers(TrustedLedgers ledgers) {
    List<Value> keys = new ArrayList<>();
    new TreeMap<>(ledgers.keys())
        .forEach((ledger, byId) ->
            new TreeMap<>(byId)
                .forEach((id, offered) -> {
                  List<String> texts = new ArrayList<>(List.of(ledger, id));
                  texts.add(offered.key().encoded());
                  offered.subjects().stream().sorted().forEach(texts::add);
                  keys.add(texts(texts));
                }));
    return RegoArray.of(keys);
  }

  private static RegoArray texts(List<String> texts) {
    return RegoArray.of(texts.stream().<Value>map(RegoString::of).toList());
  }

  private static String sha256(String text) {
    return PolicyDigest.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
