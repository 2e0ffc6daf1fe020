package dev.bailey.job.snapshot;

import dev.bailey.job.run.Blobs;
import dev.bailey.ledger.Digest;
import dev.bailey.sys.HostFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/**
 * Writes one snapshot as a tree: files 0644 or 0755, directories 0755.
 *
 * <p>The target is made here, so nothing that was there before is written to or through: every name
 * in the listing is judged again, every file is opened so that it must not exist, and until all is
 * written nobody but the owner can enter the target. All bytes are hashed again while they are
 * copied. If anything fails, the target is removed.
 */
final class Materials {
  private final Blobs blobs;
  private final Path target;
  private final int owner;

  Materials(Blobs blobs, Path target, int owner) {
    this.blobs = blobs;
    this.target = target;
    this.owner = owner;
  }

  Listing write(Digest digest) throws IOException {
    Listing listing = listing(digest);
    Files.createDirectory(
        target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    boolean written = false;
    try {
      for (Listing.Entry entry : listing.entries()) {
        write(entry);
      }
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      HostFiles.chown(target, owner, owner);
      written = true;
      return listing;
    } catch (InvalidPathException locale) {
      throw new IOException(
          "the platform cannot write this name; a UTF-8 locale is needed", locale);
    } finally {
      if (!written) {
        remove(target);
      }
    }
  }

  private Listing listing(Digest digest) throws IOException {
    byte[] bytes;
    try (InputStream in = blobs.open(digest)) {
      bytes = in.readNBytes(Listing.MAX_BYTES + 1);
    }
    Optional<Listing> listing =
        bytes.length <= Listing.MAX_BYTES && Digest.of(bytes).equals(digest)
            ? Listing.read(bytes)
            : Optional.empty();
    return listing.orElseThrow(() -> new IOException("not a stored snapshot: " + digest));
  }

  private void write(Listing.Entry entry) throws IOException {
    Path path = target.resolve(entry.path().text());
    switch (entry) {
      case Listing.Entry.Directory ignored -> {
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      case Listing.Entry.File file -> {
        copy(file, path);
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(file.executable() ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
    HostFiles.chown(path, owner, owner);
  }

  private void copy(Listing.Entry.File file, Path path) throws IOException {
    MessageDigest hash = Digest.sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream from = blobs.open(file.digest());
        OutputStream to =
            Channels.newOutputStream(
                FileChannel.open(
                    path,
                    Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)))) {
      long left = file.size();
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        left -= n;
        if (left < 0) {
          break;
        }
        hash.update(buffer, 0, n);
        to.write(buffer, 0, n);
      }
    }
    if (!Digest.ofRaw(hash.digest()).equals(file.digest())) {
      throw new IOException("stored bytes have changed: " + file.digest());
    }
  }

  private static void remove(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path directory, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
