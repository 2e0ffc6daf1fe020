package dev.bailey.verify;

import java.util.List;

/**
 * One event of the attempt's history.
 *
 * @param index position in the node's log
 * @param proof inclusion path as base64 hashes
 * @param digest SHA-256 of its canonical bytes
 * @param leaf its leaf hash in the log, as hexadecimal digits
 * @param fact what it says
 */
record Event(
    long index,
    List<String> proof,
    String digest,
    String leaf,
    String job,
    long attempt,
    long seq,
    String prev,
    long epoch,
    String time,
    Fact fact) {
  Event {
    proof = List.copyOf(proof);
  }
}
