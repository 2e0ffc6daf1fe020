package dev.bailey.verify;

/** How much of a hostile file is looked at. The first three numbers are the format's own. */
final class Limits {
  /** Bytes of an evidence file (evidence format, section 7). */
  static final long FILE_BYTES = 256L << 20;

  /** Bytes of one of its lines (evidence format, section 7). */
  static final int LINE_BYTES = 64 << 20;

  /** Bytes of one event (evidence format, section 2). */
  static final int EVENT_BYTES = 65_535;

  /** Arrays and objects inside each other; the format itself needs about twelve. */
  static final int JSON_DEPTH = 64;

  /** Values in one line: bounds memory at some hundred bytes for each. */
  static final int JSON_VALUES = 1_000_000;

  /** Hashes in an inclusion proof: a tree has at most 2^53 leaves. */
  static final int PROOF_HASHES = 53;

  /** Signature lines on a checkpoint. */
  static final int NOTE_SIGNATURES = 64;

  /** Findings of one mark and title that are shown one by one. */
  static final int SHOWN_FINDINGS = 10;

  /** Characters of untrusted text that are shown. */
  static final int SHOWN_CHARACTERS = 160;

  /** Bytes of a file of public keys. */
  static final long KEY_FILE_BYTES = 1 << 20;

  private Limits() {}
}
