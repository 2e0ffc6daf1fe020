package dev.bailey.job.snapshot;

import dev.bailey.ledger.Digest;
import dev.bailey.scan.secret.SecretScan;
import dev.bailey.scan.secret.Suspicion;
import dev.bailey.sys.Beneath;
import dev.bailey.sys.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks for plain-text secrets in the files of a snapshot, before it is stored. */
public final class CodeSecrets {
  /** Most findings that are told. */
  private static final int MAX_FOUND = 50;

  /**
   * A place that looks like a secret.
   *
   * @param path of the file in the snapshot
   */
  public record Found(String path, Suspicion place) {}

  private CodeSecrets() {}

  /**
   * What is found in exactly the bytes that the listing names. Files with more than {@link
   * SecretScan#MAX_BYTES} are not looked at.
   *
   * @param directory of which the snapshot was taken
   * @throws IOException if a file is not any more what was listed
   */
  public static List<Found> in(Path directory, Listing listing) throws IOException {
    List<Found> found = new ArrayList<>();
    try (Beneath root = Beneath.of(directory)) {
      for (Listing.Entry entry : listing.entries()) {
        if (entry instanceof Listing.Entry.File file
            && file.size() <= SecretScan.MAX_BYTES
            && found.size() < MAX_FOUND) {
          String path = file.path().text();
          SecretScan.of(path, bytes(root, file)).forEach(s -> found.add(new Found(path, s)));
        }
      }
    }
    return List.copyOf(found);
  }

  private static byte[] bytes(Beneath root, Listing.Entry.File listed) throws IOException {
    String path = listed.path().text();
    if (root.open(path) instanceof RegularFile file) {
      try (file;
          InputStream in = file.stream()) {
        byte[] bytes = in.readNBytes(SecretScan.MAX_BYTES + 1);
        if (Digest.of(bytes).equals(listed.digest())) {
          return bytes;
        }
      }
    }
    throw new IOException(path + " changed while it was read");
  }
}
