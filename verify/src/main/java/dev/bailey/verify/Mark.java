package dev.bailey.verify;

/** What became of one check. */
public enum Mark {
  /** It holds. */
  PASS,
  /** It does not hold; nothing in the file may be relied on. */
  FAIL,
  /** It could not be checked, or the reader must know it. */
  NOTE
}
