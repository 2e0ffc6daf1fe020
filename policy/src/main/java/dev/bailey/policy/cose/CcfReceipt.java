package dev.bailey.policy.cose;

import dev.bailey.policy.fragment.LedgerKey;
import dev.bailey.policy.fragment.Receipt;
import dev.bailey.policy.interpreter.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A receipt of a ledger of the CCF kind: a signature over the root of a Merkle tree, and paths from
 * the statement to that root. The signature covers no payload of its own; the root is recomputed.
 */
final class CcfReceipt implements Receipt {
  private static final int CCF = 2;
  private static final int INCLUSION_PROOFS = -1;
  private static final int ISSUER = 1;

  private final CoseSign1 message;
  private final String issuer;
  private final String keyId;
  private final Bytes statement;

  private CcfReceipt(CoseSign1 message, String issuer, String keyId, Bytes statement) {
    this.message = message;
    this.issuer = issuer;
    this.keyId = keyId;
    this.statement = statement;
  }

  /** The receipts in the header of a statement that nobody signed. */
  static Tried<List<Receipt>> of(CoseSign1 statement) {
    Optional<Cbor> all = statement.unprotected().find(Headers.RECEIPTS);
    if (all.isEmpty()) {
      return Tried.done(List.of());
    }
    if (!(all.get() instanceof Cbor.Items(List<Cbor> items))) {
      return Tried.failed("parsing receipts: expected an array");
    }
    Bytes digest = Sha256.of(statement.statement());
    List<Receipt> receipts = new ArrayList<>();
    for (Cbor item : items) {
      switch (read(item, digest)) {
        case Tried.Done<Receipt> done -> receipts.add(done.value());
        case Tried.Failed<Receipt> failed -> {
          return Tried.failed(
              "parsing receipts: receipt %d: %s".formatted(receipts.size(), failed.error()));
        }
      }
    }
    return Tried.done(receipts);
  }

  private static Tried<Receipt> read(Cbor item, Bytes statement) {
    return item instanceof Cbor.Octets(Bytes encoded)
        ? CoseSign1.read(encoded.toArray()).then(message -> named(message, statement))
        : Tried.failed("expected a byte string");
  }

  private static Tried<Receipt> named(CoseSign1 message, Bytes statement) {
    Optional<Bytes> keyId = message.header().octets(Headers.KEY_ID);
    if (keyId.isEmpty()) {
      return Tried.failed("kid missing");
    }
    Optional<String> issuer =
        message
            .header()
            .find(Headers.CLAIMS)
            .flatMap(
                claims -> claims instanceof Cbor.Entries e ? e.text(ISSUER) : Optional.empty());
    return issuer
        .map(name ->
            Tried.<Receipt>done(new CcfReceipt(message, name, keyId.get().utf8(), statement)))
        .orElseGet(() -> Tried.failed("issuer missing"));
  }

  @Override
  public String issuer() {
    return issuer;
  }

  @Override
  public String keyId() {
    return keyId;
  }

  @Override
  public boolean signedWith(LedgerKey key) {
    boolean isCcf =
        message.header().find(Headers.VERIFIABLE_DATA).equals(Optional.of(Cbor.Whole.of(CCF)));
    if (!isCcf || message.payload().isPresent()) {
      return false;
    }
    List<Cbor> proofs = proofs();
    return !proofs.isEmpty()
        && proofs.stream()
            .allMatch(proof ->
                MerkleProof.root(proof, statement)
                    .filter(root -> CoseKey.verifies(key, message, root))
                    .isPresent());
  }

  private List<Cbor> proofs() {
    return message
                .unprotected()
                .find(Headers.VERIFIABLE_PROOFS)
                .flatMap(all ->
                    all instanceof Cbor.Entries e ? e.find(INCLUSION_PROOFS) : Optional.empty())
                .orElse(Cbor.Entries.EMPTY)
            instanceof Cbor.Items(List<Cbor> proofs)
        ? proofs
        : List.of();
  }
}
