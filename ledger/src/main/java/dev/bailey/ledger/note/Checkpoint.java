package dev.bailey.ledger.note;

import dev.bailey.ledger.Digest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a log says of itself: "I have this many entries, and their tree has this root".
 *
 * @param origin name of the log: the name of its node's key
 * @param size number of entries
 * @param root RFC 6962 tree hash of these entries
 */
public record Checkpoint(String origin, long size, Digest root) {
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

  /** The text that is signed. */
  public String text() {
    return origin + "\n" + size + "\n" + Base64Text.of(root.raw()) + "\n";
  }

  /** The checkpoint as a note with the signature of this key. */
  public String signedBy(NodeKey key) {
    return SignedNote.sign(text(), key).toString();
  }

  /**
   * Reads a signed checkpoint.
   *
   * @return empty if the note is malformed, is not signed by this key or is of another log
   */
  public static Optional<Checkpoint> parse(String note, VerifierKey key) {
    return SignedNote.parse(note)
        .filter(n -> n.isSignedBy(key))
        .flatMap(n -> ofText(n.text()))
        .filter(c -> c.origin().equals(key.name()));
  }

  private static Optional<Checkpoint> ofText(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length != 4 || !lines[3].isEmpty() || !SIZE.matcher(lines[1]).matches()) {
      return Optional.empty();
    }
    return Base64Text.parse(lines[2])
        .filter(b -> b.length == 32)
        .map(b -> new Checkpoint(lines[0], Long.parseLong(lines[1]), Digest.ofRaw(b)));
  }
}
