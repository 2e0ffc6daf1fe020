package dev.bailey.ledger.note;

import dev.bailey.ledger.LedgerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A node's signing key.
 *
 * <p>The file has two lines and mode 0600: {@code PRIVATE+KEY+<name>+<hash>+<base64 of 0x01 and the
 * seed>}, then the verifier key that belongs to it.
 */
public final class NodeKey {
  private static final String PREFIX = "PRIVATE+KEY+";

  /** Longest key file read, in bytes; the longest possible one has under 400. */
  private static final int MAX_FILE_BYTES = 1024;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final PrivateKey secret;
  private final VerifierKey verifier;

  private NodeKey(PrivateKey secret, VerifierKey verifier) {
    this.secret = secret;
    this.verifier = verifier;
  }

  /** What opening a key file brought. */
  public sealed interface Opened {
    /** The key can sign. */
    record Ready(NodeKey key) implements Opened {}

    /** The file is there and may not be used. */
    record Refused(String reason) implements Opened {}
  }

  /**
   * Reads the key, or makes one if there is no such file; a new key is on disk before this returns.
   *
   * @param nameIfNew name of a key that is made now; an existing key keeps its own
   * @throws LedgerException if the file cannot be read or written
   */
  public static Opened open(Path file, String nameIfNew) {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        if (!VerifierKey.isName(nameIfNew)) {
          return new Opened.Refused("not a key name: " + nameIfNew);
        }
        create(file, nameIfNew);
      }
      return read(file);
    } catch (IOException | UncheckedIOException broken) {
      throw new LedgerException(LedgerException.Code.IO, "node key " + file, broken);
    }
  }

  /** The public half. */
  public VerifierKey verifier() {
    return verifier;
  }

  /** The 64-byte signature of these bytes. */
  public byte[] sign(byte[] message) {
    return Ed25519.sign(secret, message);
  }

  private static void create(Path file, String name) throws IOException {
    KeyPair pair = generate();
    byte[] seed =
        ((EdECPrivateKey) pair.getPrivate())
            .getBytes()
            .orElseThrow(() -> new IllegalStateException("the JDK shows its own keys"));
    VerifierKey verifier = VerifierKey.of(name, Ed25519.raw(pair.getPublic()));
    byte[] typed = new byte[1 + seed.length];
    typed[0] = VerifierKey.ALGORITHM;
    System.arraycopy(seed, 0, typed, 1, seed.length);
    String text =
        PREFIX + verifier.id() + "+" + Base64Text.of(typed) + "\n" + verifier.text() + "\n";
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("a key file needs a folder");
    }
    Path fresh =
        Files.createTempFile(
            folder, ".key", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      publish(fresh, file);
    } finally {
      Files.deleteIfExists(fresh);
    }
    try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
      entry.force(true);
    }
  }

  /** A link, because unlike a rename it never replaces a key that another process just made. */
  private static void publish(Path fresh, Path file) throws IOException {
    try {
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException other) {
      // The other process's key is read instead.
    }
  }

  private static KeyPair generate() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("the JDK has Ed25519", impossible);
    }
  }

  private static Opened read(Path file) throws IOException {
    PosixFileAttributes seen =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!seen.isRegularFile()) {
      return new Opened.Refused("node key is not a regular file: " + file);
    }
    if (!OWNER_ONLY.containsAll(seen.permissions())) {
      return new Opened.Refused(
          "node key can be read by others: " + file + "\nmake it private with: chmod 600 " + file);
    }
    if (seen.size() > MAX_FILE_BYTES) {
      return new Opened.Refused("node key is damaged: " + file);
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return parse(text)
        .<Opened>map(Opened.Ready::new)
        .orElseGet(() -> new Opened.Refused("node key is damaged: " + file));
  }

  private static Optional<NodeKey> parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length != 3 || !lines[2].isEmpty()) {
      return Optional.empty();
    }
    return VerifierKey.parse(lines[1]).flatMap(v -> ofSecretLine(lines[0], v));
  }

  private static Optional<NodeKey> ofSecretLine(String line, VerifierKey verifier) {
    String start = PREFIX + verifier.id() + "+";
    if (!line.startsWith(start)) {
      return Optional.empty();
    }
    byte[] probe = line.substring(0, start.length()).getBytes(StandardCharsets.US_ASCII);
    return Base64Text.parse(line.substring(start.length()))
        .filter(b -> b.length == 1 + Ed25519.KEY_BYTES && b[0] == VerifierKey.ALGORITHM)
        .map(b -> Ed25519.privateKey(Arrays.copyOfRange(b, 1, b.length)))
        .map(secret -> new NodeKey(secret, verifier))
        .filter(key -> verifier.verifies(probe, key.sign(probe)));
  }
}
