package dev.bailey.store.blob;

import dev.bailey.job.run.Blobs;
import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
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
    Durable.file(file);
    try {
      Files.createLink(place, file);
      Files.delete(file);
    } catch (FileAlreadyExistsException there) {
      if (Files.size(place) == size) {
        Files.delete(file);
      } else {
        // Not the content of this digest: a file that was damaged. Ours is whole.
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
      }
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
