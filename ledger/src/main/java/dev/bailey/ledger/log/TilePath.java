package dev.bailey.ledger.log;

import java.util.Locale;

/** Names of tiles and entry bundles (C2SP tlog-tiles), relative to the log's folder. */
final class TilePath {
  /** Hashes in a full tile, entries in a full bundle. */
  static final int WIDTH = 256;

  private TilePath() {}

  static String tile(int level, long number, int width) {
    return "tile/" + level + "/" + number(number) + suffix(width);
  }

  static String entries(long number, int width) {
    return "tile/entries/" + number(number) + suffix(width);
  }

  /** Folder of the partial versions of a tile or bundle. */
  static String partialsOf(String path) {
    int end = path.lastIndexOf(".p/");
    return (end < 0 ? path : path.substring(0, end)) + ".p";
  }

  /** Groups of three digits, all but the last marked with an x. */
  private static String number(long number) {
    String last = String.format(Locale.ROOT, "%03d", number % 1000);
    StringBuilder out = new StringBuilder(last);
    for (long rest = number / 1000; rest > 0; rest /= 1000) {
      out.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
    }
    return out.toString();
  }

  private static String suffix(int width) {
    if (width < 1 || width > WIDTH) {
      throw new IllegalArgumentException("no tile has width " + width);
    }
    return width == WIDTH ? "" : ".p/" + width;
  }
}
