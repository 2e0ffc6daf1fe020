package dev.bailey.cli.agent;

import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The policies that were in force, in order: a file with a line for each, of number, SHA-256 of the
 * document and, if it was signed, SHA-256 of the envelope.
 */
final class PolicyList {
  private static final Pattern LINE =
      Pattern.compile("([0-9]{1,9}) ([0-9a-f]{64})(?: ([0-9a-f]{64}))?");

  private final Path file;
  private final List<Entry> entries;

  /** One policy and its number, from 1. */
  record Entry(long epoch, String digest, Optional<Digest> envelope) {}

  private PolicyList(Path file, List<Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Reads the list; no file is an empty list.
   *
   * @throws AgentException if a line is damaged: which policy is in force is then not known
   */
  static PolicyList read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        Matcher m = LINE.matcher(line);
        if (!m.matches()) {
          throw new AgentException(file + " is damaged; restore it from a backup");
        }
        entries.add(
            new Entry(
                Long.parseLong(m.group(1)),
                m.group(2),
                Optional.ofNullable(m.group(3)).map(Digest::new)));
      }
    }
    return new PolicyList(file, entries);
  }

  synchronized Optional<Entry> last() {
    return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
  }

  /** The envelope in which a document came. */
  synchronized Optional<Digest> envelope(String digest) {
    return entries.reversed().stream()
        .filter(entry -> entry.digest().equals(digest))
        .flatMap(entry -> entry.envelope().stream())
        .findFirst();
  }

  /** Adds a policy, on disk before this returns. */
  synchronized long add(String digest, Optional<Digest> envelope) throws IOException {
    long epoch = last().map(Entry::epoch).orElse(0L) + 1;
    List<Entry> longer = new ArrayList<>(entries);
    longer.add(new Entry(epoch, digest, envelope));
    StringBuilder text = new StringBuilder();
    for (Entry e : longer) {
      text.append(e.epoch()).append(' ').append(e.digest());
      e.envelope().ifPresent(d -> text.append(' ').append(d.hex()));
      text.append('\n');
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel out =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
    entries.add(longer.getLast());
    return epoch;
  }
}
