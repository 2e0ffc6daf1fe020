package dev.bailey.ledger.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A C2SP signed note: text, an empty line, and one line per signature.
 *
 * @param text what is signed; ends with a line feed
 * @param signatures in the order of their lines
 */
public record SignedNote(String text, List<Signature> signatures) {
  /** Longest note read, in characters. */
  public static final int MAX_LENGTH = 65_536;

  /** Most signature lines read. */
  public static final int MAX_SIGNATURES = 64;

  private static final String MARK = "\u2014 ";

  /**
   * One signature line.
   *
   * @param name name of the key that is said to have signed
   * @param base64 four bytes of key hash, then the signature
   */
  public record Signature(String name, String base64) {
    String line() {
      return MARK + name + " " + base64 + "\n";
    }
  }

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /** The note of this text with one signature. */
  public static SignedNote sign(String text, NodeKey key) {
    if (!isNoteText(text)) {
      throw new IllegalArgumentException("a note is lines of text without control characters");
    }
    byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
    byte[] hash = key.verifier().hash();
    byte[] both = Arrays.copyOf(hash, hash.length + signature.length);
    System.arraycopy(signature, 0, both, hash.length, signature.length);
    return new SignedNote(text, List.of(new Signature(key.verifier().name(), Base64Text.of(both))));
  }

  /** Reads a whole note; empty if it is not exactly one. */
  public static Optional<SignedNote> parse(String note) {
    int end = note.lastIndexOf("\n\n");
    if (note.length() > MAX_LENGTH || end < 0 || !note.endsWith("\n")) {
      return Optional.empty();
    }
    String text = note.substring(0, end + 1);
    String[] lines = note.substring(end + 2, note.length() - 1).split("\n", -1);
    if (!isNoteText(text) || lines.length > MAX_SIGNATURES) {
      return Optional.empty();
    }
    List<Signature> signatures = new ArrayList<>();
    for (String line : lines) {
      Optional<Signature> signature = signature(line);
      if (signature.isEmpty()) {
        return Optional.empty();
      }
      signatures.add(signature.get());
    }
    return Optional.of(new SignedNote(text, signatures));
  }

  /** Whether exactly this key signed; a line that names it and does not verify spoils the note. */
  public boolean isSignedBy(VerifierKey key) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    byte[] hash = key.hash();
    boolean signed = false;
    for (Signature each : signatures) {
      byte[] both = Base64Text.parse(each.base64()).orElse(new byte[0]);
      if (each.name().equals(key.name()) && Arrays.equals(hash, Arrays.copyOf(both, 4))) {
        if (!key.verifies(message, Arrays.copyOfRange(both, 4, Math.max(4, both.length)))) {
          return false;
        }
        signed = true;
      }
    }
    return signed;
  }

  /** The whole note. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(text).append('\n');
    signatures.forEach(s -> out.append(s.line()));
    return out.toString();
  }

  private static Optional<Signature> signature(String line) {
    String[] words = line.startsWith(MARK) ? line.substring(2).split(" ", -1) : new String[0];
    boolean good =
        words.length == 2
            && isSignerName(words[0])
            && Base64Text.parse(words[1]).filter(b -> b.length > 4).isPresent();
    return good ? Optional.of(new Signature(words[0], words[1])) : Optional.empty();
  }

  /** Names of other signers (witnesses) are wider than ours: no white space and no plus. */
  private static boolean isSignerName(String name) {
    return !name.isEmpty()
        && name.codePoints()
            .noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '+');
  }

  private static boolean isNoteText(String text) {
    return text.endsWith("\n")
        && text.chars().noneMatch(c -> (c < 0x20 && c != '\n') || c == 0x7f)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
