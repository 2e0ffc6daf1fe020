package dev.bailey.sys;

/** The answer to a bind mount. */
public sealed interface Binding permits Binding.Bound, Refused {
  /**
   * The mount is in place.
   *
   * @param source what was mounted, as it is on disk
   */
  record Bound(FileFacts source) implements Binding {}
}
