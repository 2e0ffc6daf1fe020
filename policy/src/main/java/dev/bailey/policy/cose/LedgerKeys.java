package dev.bailey.policy.cose;

import dev.bailey.policy.fragment.LedgerKey;
import dev.bailey.policy.interpreter.Tried;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The content of a transparency trust list: the keys of ledgers. */
final class LedgerKeys {
  /** Of a ledger's map, the entry with its keys. */
  private static final int KEYS = 1;

  private LedgerKeys() {}

  /** Keys by id, by ledger. Keys without an id and those that cannot be used are left out. */
  static Tried<Map<String, Map<String, LedgerKey>>> read(Bytes payload) {
    return CborReader.read(payload.toArray())
        .then(item ->
            item instanceof Cbor.Entries ledgers
                ? ledgers(ledgers)
                : Tried.failed("TTL payload is not a map"));
  }

  private static Tried<Map<String, Map<String, LedgerKey>>> ledgers(Cbor.Entries ledgers) {
    if (ledgers.entries().isEmpty()) {
      return Tried.failed("empty TTL payload");
    }
    Map<String, Map<String, LedgerKey>> all = new LinkedHashMap<>();
    for (Map.Entry<Cbor, Cbor> entry : ledgers.entries().entrySet()) {
      if (!(entry.getKey() instanceof Cbor.Text(String ledger))) {
        return Tried.failed("ledger name is not a text");
      }
      if (!(entry.getValue() instanceof Cbor.Entries parts)
          || !(parts.find(KEYS).orElse(parts) instanceof Cbor.Items(List<Cbor> keys))) {
        return Tried.failed("ledger \"%s\" has no key set".formatted(ledger));
      }
      Map<String, LedgerKey> usable = usable(keys);
      if (usable.isEmpty()) {
        return Tried.failed("ledger \"%s\" has no usable key".formatted(ledger));
      }
      all.put(ledger, usable);
    }
    return Tried.done(all);
  }

  private static Map<String, LedgerKey> usable(List<Cbor> keys) {
    Map<String, LedgerKey> usable = new LinkedHashMap<>();
    for (Cbor item : keys) {
      if (item instanceof Cbor.Entries key) {
        CoseKey.id(key)
            .ifPresent(
                id -> CoseKey.read(key).ifPresent(readable -> usable.putIfAbsent(id, readable)));
      }
    }
    return usable;
  }
}
