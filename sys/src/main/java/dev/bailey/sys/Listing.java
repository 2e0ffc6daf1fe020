package dev.bailey.sys;

import java.util.List;

/** The answer to listing a directory. */
public sealed interface Listing permits Listing.Entries, Refused {
  /** Everything that was there, in order of path. */
  record Entries(List<Entry> entries) implements Listing {
    public Entries {
      entries = List.copyOf(entries);
    }
  }

  /**
   * One directory entry.
   *
   * @param path relative to the handle, components separated by {@code /}
   * @param facts about the entry itself; a link is not followed
   */
  record Entry(String path, FileFacts facts) {}
}
