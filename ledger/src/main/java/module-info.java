/** Makes what happened impossible to deny: Merkle log, checkpoints, attestations, evidence file. */
@org.jspecify.annotations.NullMarked
module dev.bailey.ledger {
  requires static transitive org.jspecify;

  exports dev.bailey.ledger;
  exports dev.bailey.ledger.evidence;
  exports dev.bailey.ledger.json;
  exports dev.bailey.ledger.log;
  exports dev.bailey.ledger.note;
}
