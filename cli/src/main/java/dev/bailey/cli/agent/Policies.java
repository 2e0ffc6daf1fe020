package dev.bailey.cli.agent;

import dev.bailey.job.run.Blobs;
import dev.bailey.policy.Policy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Counts the policies this node has had, and keeps their documents for evidence. */
final class Policies {
  private static final int MAX_DOCUMENT = 16 << 20;

  private Policies() {}

  /**
   * The number of this policy among those this node has had, from 1; a policy that is not the last
   * one gets the next number.
   *
   * @param file holds number and digest of the last policy
   */
  static long epoch(Path file, Policy policy) throws IOException {
    String[] last =
        Files.exists(file) ? Files.readString(file).strip().split(" ", 2) : new String[0];
    boolean known = last.length == 2 && last[0].matches("[0-9]{1,9}");
    if (known && last[1].equals(policy.digest())) {
      return Long.parseLong(last[0]);
    }
    long next = known ? Long.parseLong(last[0]) + 1 : 1;
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, next + " " + policy.digest() + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return next;
  }

  /** Keeps a text under its digest. */
  static void keep(byte[] text, Blobs blobs) throws IOException {
    if (blobs.stage(new ByteArrayInputStream(text), MAX_DOCUMENT) instanceof Blobs.Staged.Whole w) {
      w.publish();
    }
  }

  /** Keeps a policy's document under its digest. */
  static void keep(Policy policy, Blobs blobs) throws IOException {
    keep(policy.document().getBytes(StandardCharsets.UTF_8), blobs);
  }
}
