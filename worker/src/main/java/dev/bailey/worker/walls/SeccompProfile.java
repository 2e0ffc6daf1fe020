package dev.bailey.worker.walls;

import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A filter of system calls, as the text that the runtime reads. It refuses what it does not name,
 * and nothing that {@link ForbiddenCalls} lists.
 */
public final class SeccompProfile {
  /** The filter that a job gets unless it asks for another. */
  public static final String DEFAULT = "default-hardened";

  /** Longest profile that is read. */
  public static final int MAX_BYTES = 1 << 20;

  private final String name;
  private final byte[] text;

  private SeccompProfile(String name, byte[] text) {
    this.name = name;
    this.text = text;
  }

  /** What became of a profile. */
  public sealed interface Loaded {
    /** It is valid. */
    record Profile(SeccompProfile profile) implements Loaded {}

    /** It is missing, edited or weak; nothing may be started with it. */
    record Refused(String reason) implements Loaded {}
  }

  /** Checks a profile's text. */
  static Loaded of(String name, byte[] text) {
    Optional<String> weakness =
        text.length > MAX_BYTES
            ? Optional.of("it has more than " + MAX_BYTES + " bytes")
            : SeccompRules.weakness(text);
    return weakness.isPresent()
        ? new Loaded.Refused("the system call filter '" + name + "' is refused: " + weakness.get())
        : new Loaded.Profile(new SeccompProfile(name, text.clone()));
  }

  /** Its name in plans. */
  public String name() {
    return name;
  }

  /** Its text. */
  public byte[] text() {
    return text.clone();
  }

  /** Digest of its text. */
  public Digest digest() {
    return Digest.of(text);
  }

  /**
   * Why a file does not hold the filter that was decided; empty if it has exactly its bytes.
   *
   * @param decided digest of the filter
   */
  public static Optional<String> unlike(Path file, Digest decided) {
    try (InputStream in = Files.newInputStream(file)) {
      return Digest.of(in.readNBytes(MAX_BYTES + 1)).equals(decided)
          ? Optional.empty()
          : Optional.of("the system call filter that the runtime was given is not the decided one");
    } catch (IOException failed) {
      return Optional.of("the system call filter that the runtime was given is missing");
    }
  }
}
