package dev.bailey.rego.type;

import java.util.List;
import java.util.Optional;

/**
 * How much a type says. Types share their parts, so that one may say more than could be gone
 * through; each therefore knows its extent from the beginning.
 *
 * @param parts types in it, itself included, each as often as it stands there
 * @param height levels of parts in parts, from 1
 * @param unknown whether some part is unknown
 */
public record Extent(long parts, int height, boolean unknown) {
  static final Extent PART = new Extent(1, 1, false);
  static final Extent UNKNOWN = new Extent(1, 1, true);

  private static final long MOST = Long.MAX_VALUE >> 1;

  /** The same of a type that has one more part. */
  Extent with(Type part) {
    Extent more = part.extent();
    return new Extent(
        Math.min(MOST, parts + more.parts),
        Math.max(height, more.height + 1),
        unknown || more.unknown);
  }

  Extent with(Optional<Type> part) {
    return part.isPresent() ? with(part.get()) : this;
  }

  Extent with(List<Type> more) {
    Extent all = this;
    for (Type part : more) {
      all = all.with(part);
    }
    return all;
  }

  /** The same of a type whose unknown parts do not count. */
  Extent known() {
    return new Extent(parts, height, false);
  }
}
