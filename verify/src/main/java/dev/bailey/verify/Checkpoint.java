package dev.bailey.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A checkpoint: a C2SP signed note that states size and root of a log.
 *
 * @param origin name of the log
 * @param size number of entries, at least 1
 * @param root base64 of the root hash
 * @param signatures in their order
 */
record Checkpoint(String origin, long size, String root, List<NoteSignature> signatures) {
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,15}");
  private static final Pattern SIGNER = Pattern.compile("[^\\s+]{1,200}");

  Checkpoint {
    signatures = List.copyOf(signatures);
  }

  /**
   * One signature line.
   *
   * @param name of the signer, untrusted
   * @param hash of the signer's key
   * @param base64 of the bytes behind the hash
   */
  record NoteSignature(String name, String hash, String base64) {
    String id() {
      return name + "+" + hash;
    }
  }

  /** The bytes that signatures are over. */
  byte[] signed() {
    return (origin + "\n" + size + "\n" + root + "\n").getBytes(StandardCharsets.UTF_8);
  }

  boolean signedBy(Key key, NoteSignature signature, SignatureCheck check) {
    return signature.id().equals(key.id())
        && Hash.base64(signature.base64())
            .map(bytes -> check.verifies(key.publicKey(), signed(), bytes))
            .orElse(false);
  }

  static Optional<Checkpoint> parse(Json json, List<String> problems) {
    String[] lines = json instanceof Json.Str s ? s.value().split("\n", -1) : new String[0];
    int signatures = lines.length - 5;
    if (signatures < 1
        || signatures > Limits.NOTE_SIGNATURES
        || !lines[3].isEmpty()
        || !lines[lines.length - 1].isEmpty()) {
      problems.add("the checkpoint is not a signed note of three lines");
      return Optional.empty();
    }
    if (!SIZE.matcher(lines[1]).matches() || Long.parseLong(lines[1]) > Json.MAX_NUMBER) {
      problems.add("the checkpoint's tree size is not a number above 0");
      return Optional.empty();
    }
    if (Hash.base64(lines[2]).filter(b -> b.length == 32).isEmpty()) {
      problems.add("the checkpoint's root is not the base64 of 32 bytes");
      return Optional.empty();
    }
    List<NoteSignature> all = new ArrayList<>();
    for (int i = 4; i < lines.length - 1; i++) {
      Optional<NoteSignature> signature = signature(lines[i]);
      if (signature.isEmpty()) {
        problems.add("signature line " + (i - 3) + " of the checkpoint is malformed");
        return Optional.empty();
      }
      all.add(signature.get());
    }
    return Optional.of(new Checkpoint(lines[0], Long.parseLong(lines[1]), lines[2], all));
  }

  private static Optional<NoteSignature> signature(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 3 || !words[0].equals("—") || !SIGNER.matcher(words[1]).matches()) {
      return Optional.empty();
    }
    return Hash.base64(words[2])
        .filter(bytes -> bytes.length > 4)
        .map(bytes ->
            new NoteSignature(
                words[1],
                Hash.hex(Arrays.copyOf(bytes, 4)),
                Hash.base64(Arrays.copyOfRange(bytes, 4, bytes.length))));
  }
}
