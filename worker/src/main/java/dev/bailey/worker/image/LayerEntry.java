package dev.bailey.worker.image;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One file of a layer, as the archive records it.
 *
 * @param path relative to the layer's root, {@code .} for the root itself
 * @param kind what it is
 * @param mode permission, set-id and sticky bits
 * @param uid owner
 * @param gid group
 * @param size bytes of content, 0 unless a file
 * @param link target of a symbolic link, or path of the entry that a hard link repeats
 * @param device major number in the upper, minor number in the lower 32 bits
 * @param attributes extended attributes by name, values in hexadecimal
 */
record LayerEntry(
    String path,
    Kind kind,
    int mode,
    long uid,
    long gid,
    long size,
    String link,
    long device,
    SortedMap<String, String> attributes) {
  enum Kind {
    FILE,
    HARD_LINK,
    SYMBOLIC_LINK,
    CHARACTER_DEVICE,
    BLOCK_DEVICE,
    DIRECTORY,
    FIFO
  }

  LayerEntry {
    attributes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  String parent() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : path.substring(0, slash);
  }
}
