package dev.bailey.policy.fragment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys of ledgers that are trusted so far, and which trust lists offered them. Immutable.
 *
 * @param keys by key id, by ledger
 */
public record TrustedLedgers(Map<String, Map<String, Offered>> keys) {
  public static final TrustedLedgers NONE = new TrustedLedgers(Map.of());

  /** A key and the subjects of the trust lists that offered it. */
  public record Offered(LedgerKey key, Set<String> subjects) {
    public Offered {
      subjects = Set.copyOf(subjects);
    }
  }

  /**
   * A receipt that was found good.
   *
   * @param issuer the ledger
   * @param subjects of the trust lists that offered its key, in order
   */
  public record Confirmed(String issuer, List<String> subjects) {}

  public TrustedLedgers {
    keys = Map.copyOf(keys);
  }

  /** With a list's keys of some ledgers. A key in place of another begins anew. */
  public TrustedLedgers with(TrustList list, Iterable<String> ledgers) {
    Map<String, Map<String, Offered>> all = new HashMap<>(keys);
    for (String ledger : ledgers) {
      Map<String, Offered> known = new HashMap<>(all.getOrDefault(ledger, Map.of()));
      list.ledgers()
          .getOrDefault(ledger, Map.of())
          .forEach((id, key) -> known.merge(id, offered(key, list.subject()), TrustedLedgers::add));
      all.put(ledger, Map.copyOf(known));
    }
    return new TrustedLedgers(all);
  }

  private static Offered offered(LedgerKey key, String subject) {
    return new Offered(key, Set.of(subject));
  }

  private static Offered add(Offered before, Offered now) {
    if (!before.key.equals(now.key)) {
      return now;
    }
    Set<String> both = new TreeSet<>(before.subjects);
    both.addAll(now.subjects);
    return new Offered(now.key, both);
  }

  /** Those receipts that a known key of the ledger they name has signed. */
  public List<Confirmed> confirm(List<Receipt> receipts) {
    return receipts.stream()
        .flatMap(receipt -> {
          Offered offered = keys.getOrDefault(receipt.issuer(), Map.of()).get(receipt.keyId());
          return offered != null && receipt.signedWith(offered.key)
              ? java.util.stream.Stream.of(
                  new Confirmed(receipt.issuer(), offered.subjects.stream().sorted().toList()))
              : java.util.stream.Stream.empty();
        })
        .toList();
  }
}
