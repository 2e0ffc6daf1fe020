package dev.bailey.policy.cose;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The way from a statement to the root of a ledger's tree, as CCF writes it. */
final class MerkleProof {
  private static final int LEAF = 1;
  private static final int PATH = 2;

  /** Bytes of what a ledger says beside a statement's digest. */
  private static final int MOST_EVIDENCE = 1024;

  private MerkleProof() {}

  /**
   * The root that a proof leads to.
   *
   * @param proof as encoded in a receipt
   * @param statement digest of the statement that the leaf must be about
   * @return empty if the proof is not of the right form or about something else
   */
  static Optional<Bytes> root(Cbor proof, Bytes statement) {
    if (proof instanceof Cbor.Octets(Bytes encoded)
        && CborReader.read(encoded.toArray()).orNothing().orElse(proof)
            instanceof Cbor.Entries parts
        && parts.find(LEAF).orElse(proof) instanceof Cbor.Items(List<Cbor> leaf)
        && parts.find(PATH).orElse(proof) instanceof Cbor.Items(List<Cbor> path)
        && !path.isEmpty()) {
      return leaf(leaf, statement).flatMap(hash -> climb(hash, path));
    }
    return Optional.empty();
  }

  private static Optional<Bytes> leaf(List<Cbor> leaf, Bytes statement) {
    if (leaf.size() == 3
        && leaf.get(0) instanceof Cbor.Octets(Bytes transaction)
        && transaction.size() == Sha256.LENGTH
        && leaf.get(1) instanceof Cbor.Text(String text)
        && leaf.get(2) instanceof Cbor.Octets(Bytes data)
        && data.equals(statement)) {
      byte[] evidence = text.getBytes(StandardCharsets.UTF_8);
      return evidence.length == 0 || evidence.length > MOST_EVIDENCE
          ? Optional.empty()
          : Optional.of(
              Sha256.of(transaction.toArray(), Sha256.of(evidence).toArray(), data.toArray()));
    }
    return Optional.empty();
  }

  private static Optional<Bytes> climb(Bytes from, List<Cbor> path) {
    Bytes hash = from;
    for (Cbor step : path) {
      if (!(step instanceof Cbor.Items(List<Cbor> parts)
          && parts.size() == 2
          && parts.get(0) instanceof Cbor.Simple side
          && (side.value() == Cbor.Simple.TRUE || side.value() == Cbor.Simple.FALSE)
          && parts.get(1) instanceof Cbor.Octets(Bytes sibling)
          && sibling.size() == Sha256.LENGTH)) {
        return Optional.empty();
      }
      hash =
          side.value() == Cbor.Simple.TRUE
              ? Sha256.of(sibling.toArray(), hash.toArray())
              : Sha256.of(hash.toArray(), sibling.toArray());
    }
    return Optional.of(hash);
  }
}
