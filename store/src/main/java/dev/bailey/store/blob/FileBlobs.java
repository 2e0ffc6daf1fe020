package dev.bailey.store.blob;

import dev.bailey.job.run.Blobs;
import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Blobs as files of one directory: {@code sha256/ab/cdef…} for what is published (mode 0400),
 * {@code tmp/} for what is not yet.
 *
 * <p>Names in {@code tmp} are 128 random bits after a prefix of this instance, opened so that an
 * existing name is never used. Publishing makes the file durable, links it under its digest and
 * makes that durable; content that is there already is kept. Safe for use by many threads of one
 * process; only one process may use a directory.
 */
public final class FileBlobs implements Blobs {
  private static final int BUFFER = 1 << 16;
  private static final int NAME_TRIES = 8;
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> READ_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------"));

  private final Path published;
  private final Path tmp;
  private final String instance;
  private final Supplier<String> names;

  private FileBlobs(Path home, Supplier<String> names) {
    this.published = home.resolve("sha256");
    this.tmp = home.resolve("tmp");
    this.names = names;
    this.instance = names.get();
  }

  /**
   * Opens the blobs of a directory, which is made with mode 0700 if it is not there, and sweeps it.
   *
   * @throws IOException if the directory cannot be made or is something else
   */
  public static FileBlobs open(Path home) throws IOException {
    return open(home, randomNames());
  }

  static FileBlobs open(Path home, Supplier<String> names) throws IOException {
    FileBlobs blobs = new FileBlobs(home, names);
    blobs.makeDirectories(home);
    blobs.sweep();
    return blobs;
  }

  @Override
  public Staged stage(InputStream bytes, long limit) throws IOException {
    Fresh fresh = create();
    boolean kept = false;
    try (FileChannel channel = fresh.channel()) {
      Staged staged = fill(fresh.path(), channel, bytes, limit);
      kept = staged instanceof Staged.Whole;
      return staged;
    } finally {
      if (!kept) {
        Files.deleteIfExists(fresh.path());
      }
    }
  }

  @Override
  public boolean has(Digest digest) {
    return Files.isRegularFile(place(digest), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public InputStream open(Digest digest) throws IOException {
    return Channels.newInputStream(channel(digest));
  }

  /**
   * Opens published bytes after reading all of them once and comparing their digest; the stream
   * reads the same open file.
   *
   * @throws IOException if they are not there, cannot be read or have changed
   */
  public InputStream openVerified(Digest digest) throws IOException {
    FileChannel channel = channel(digest);
    boolean verified = false;
    try {
      MessageDigest hash = Digest.sha256();
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (channel.read(buffer) >= 0) {
        hash.update(buffer.flip());
        buffer.clear();
      }
      if (!Digest.ofRaw(hash.digest()).equals(digest)) {
        throw new IOException("stored bytes have changed: " + digest);
      }
      channel.position(0);
      verified = true;
      return Channels.newInputStream(channel);
    } finally {
      if (!verified) {
        channel.close();
      }
    }
  }

  /**
   * Removes published bytes durably; false if they were not there. Streams that are open go on.
   *
   * @throws IOException if the file cannot be removed
   */
  public boolean delete(Digest digest) throws IOException {
    Path place = place(digest);
    boolean deleted = Files.deleteIfExists(place);
    if (deleted) {
      Durable.directory(shelf(digest));
    }
    return deleted;
  }

  /**
   * Removes what earlier instances staged and never published; what this one staged stays.
   *
   * @return how many files were removed
   * @throws IOException if the directory cannot be read or a file not be removed
   */
  public int sweep() throws IOException {
    int removed = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(tmp)) {
      for (Path file : files) {
        if (!file.getFileName().toString().startsWith(instance)) {
          Files.deleteIfExists(file);
          removed++;
        }
      }
    }
    return removed;
  }

  private void makeDirectories(Path home) throws IOException {
    Files.createDirectories(home.toAbsolutePath(), PRIVATE_DIRECTORY);
    makeDirectory(home);
    makeDirectory(published);
    makeDirectory(tmp);
    // All at once, so that publishing never has to make one of them durable.
    for (int i = 0; i < 256; i++) {
      makeDirectory(published.resolve(HexFormat.of().toHexDigits((byte) i)));
    }
    Durable.directory(published);
    Durable.directory(home);
  }

  private static void makeDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, PRIVATE_DIRECTORY);
    } catch (FileAlreadyExistsException there) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("not a directory: " + directory, there);
      }
    }
  }

  private Fresh create() throws IOException {
    for (int i = 0; i < NAME_TRIES; i++) {
      Path path = tmp.resolve(instance + "-" + names.get());
      try {
        return new Fresh(
            path,
            FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), READ_ONLY));
      } catch (FileAlreadyExistsException taken) {
        // Somebody's file: another name, never this one.
      }
    }
    throw new IOException("no free name in " + tmp);
  }

  private Staged fill(Path path, FileChannel to, InputStream from, long limit) throws IOException {
    MessageDigest hash = Digest.sha256();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      if (n > limit - size) {
        return new Staged.TooLarge(limit);
      }
      hash.update(buffer, 0, n);
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
      size += n;
    }
    Digest digest = Digest.ofRaw(hash.digest());
    return new StagedFile(path, shelf(digest), place(digest), digest, size);
  }

  private Path shelf(Digest digest) {
    return published.resolve(digest.hex().substring(0, 2));
  }

  private Path place(Digest digest) {
    return shelf(digest).resolve(digest.hex().substring(2));
  }

  private FileChannel channel(Digest digest) throws IOException {
    try {
      return FileChannel.open(place(digest), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException missing) {
      throw new IOException("no stored bytes with " + digest, missing);
    }
  }

  private static Supplier<String> randomNames() {
    SecureRandom random = new SecureRandom();
    return () -> {
      byte[] bits = new byte[16];
      random.nextBytes(bits);
      return HexFormat.of().formatHex(bits);
    };
  }

  /** A new file of ours. */
  private record Fresh(Path path, FileChannel channel) {}
}
