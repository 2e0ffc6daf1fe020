package dev.bailey.worker.attempt;

/**
 * The ledger takes no more events. The attempt stops where it is, its workload is ended, and a
 * later agent settles it from what was recorded.
 */
final class LedgerLost extends RuntimeException {
  private static final long serialVersionUID = 1;

  LedgerLost() {
    super("the ledger takes no more events; nothing further may happen in this attempt");
  }
}
