package dev.bailey.worker.image;

import dev.bailey.ledger.Digest;
import dev.bailey.sys.SysException;
import dev.bailey.worker.host.HostHands;
import dev.bailey.worker.podman.StoredImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that a layer directory of Podman's store holds what the layer's digest says.
 *
 * <p>Podman itself checks nothing when a container starts. Here the layer's archive is put together
 * again from the directory in one pass; its SHA-256 must be the digest, and the directory must hold
 * exactly the entries of that archive: names, types, modes, owners, sizes, link targets, devices,
 * extended attributes, and no other name for any file. Times are not compared. A layer found intact
 * is remembered for this very directory; {@link #recheck} looks again.
 */
public final class LayerCheck {
  private final LayerMemory memory;

  /**
   * A check that remembers in the home.
   *
   * @param home the Bailey home
   * @param hands write the memory
   */
  public LayerCheck(Path home, HostHands hands) {
    this.memory = new LayerMemory(home, hands);
  }

  /** What a layer directory is. */
  public sealed interface Result {
    /**
     * It holds what the digest says.
     *
     * @param remembered whether that was found earlier and not looked at now
     */
    record Intact(boolean remembered) implements Result {}

    /** It does not; each difference begins with a path, and there may be more. */
    record Changed(List<String> differences) implements Result {
      public Changed {
        differences = List.copyOf(differences);
      }
    }

    /** Nobody can say. */
    record Unreadable(String reason) implements Result {}
  }

  /** Checks every layer of an image, base first, up to the first that is not intact. */
  public Result check(StoredImage image) {
    Result result = new Result.Intact(true);
    if (image.layers().size() != image.directories().size()) {
      return new Result.Unreadable("the store does not have a directory for each layer");
    }
    for (int i = 0; i < image.layers().size(); i++) {
      Result one = check(image.layers().get(i), image.directories().get(i));
      if (!(one instanceof Result.Intact(boolean remembered))) {
        return one;
      }
      result = remembered ? result : one;
    }
    return result;
  }

  /** Checks one layer, or recalls that it was found intact. */
  public Result check(Digest layer, Path directory) {
    return memory.knows(layer, directory) ? new Result.Intact(true) : recheck(layer, directory);
  }

  /** Checks one layer whatever is remembered, and remembers the result. */
  public Result recheck(Digest layer, Path directory) {
    memory.forget(layer);
    Optional<String> before = LayerMemory.identity(directory);
    Result result = examine(layer, directory);
    if (result instanceof Result.Intact && before.equals(LayerMemory.identity(directory))) {
      before.ifPresent(identity -> memory.keep(layer, identity));
    }
    return result;
  }

  static Result examine(Digest layer, Path directory) {
    Path record = record(directory);
    if (!Files.isRegularFile(record)) {
      return new Result.Unreadable("Podman's store has no record of the layer: " + record);
    }
    MessageDigest sha256 = Digest.sha256();
    try (LayerArchive archive = LayerArchive.of(record, directory);
        DigestInputStream digesting = new DigestInputStream(archive, sha256)) {
      List<LayerEntry> entries = entries(archive, digesting);
      Digest seen = Digest.ofRaw(sha256.digest());
      List<String> differences = new ArrayList<>();
      if (!seen.equals(layer)) {
        differences.add(".: the content of a file has changed; digest " + seen);
      }
      differences.addAll(LayerComparison.differences(directory, entries));
      return differences.isEmpty() ? new Result.Intact(false) : new Result.Changed(differences);
    } catch (LayerException bad) {
      return new Result.Changed(List.of(".: " + bad.reason()));
    } catch (IOException | SysException unreadable) {
      return new Result.Changed(List.of(".: " + unreadable.getMessage()));
    }
  }

  private static List<LayerEntry> entries(LayerArchive archive, DigestInputStream digesting)
      throws IOException, LayerException {
    TarReader reader = new TarReader(digesting);
    List<LayerEntry> out = new ArrayList<>();
    for (Optional<LayerEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
      LayerEntry entry = next.get();
      reader.skipContent(entry);
      if (entry.size() > 0 && !archive.lastFile().equals(entry.path())) {
        throw new LayerException("the record of the layer names other files than its archive");
      }
      out.add(entry);
    }
    return out;
  }

  /** The record beside a layer directory {@code STORE/overlay/ID/diff}. */
  private static Path record(Path directory) {
    Path layer = directory.toAbsolutePath().resolve("..").normalize();
    return layer
        .resolve("../../overlay-layers")
        .normalize()
        .resolve(layer.getFileName() + ".tar-split.gz");
  }
}
