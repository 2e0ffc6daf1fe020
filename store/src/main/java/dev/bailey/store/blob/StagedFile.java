package dev.bailey.store.blob;

import dev.bailey.job.run.Blobs;
import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Bytes in a private file, waiting to be published or dropped.
 *
 * @param file the private file
 * @param shelf the directory of its place
 * @param place where its digest puts it
 */
record StagedFile(Path file, Path shelf, Path place, Digest digest, long size)
    implements Blobs.Staged.Whole {

  @Override
  public void publish() throws IOException {
    if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) && Files.size(place) == size) {
      // A name is given only to bytes that are on disk.
      Files.delete(file);
    } else {
      Durable.file(file);
      // What is in the way is damaged, or the same bytes that somebody published just now.
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
    }
    // Even if the name was there: whoever made it may not have come this far yet.
    Durable.directory(shelf);
  }

  @Override
  public void discard() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      // The next sweep removes it.
    }
  }
}
