package dev.bailey.verify;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A log of RFC 6962 in which every third entry, from the third on, is one of the attempt's. */
final class Log {
  private final List<byte[]> leaves = new ArrayList<>();

  Log(List<Map<String, Object>> events) {
    for (int i = 0; i < Forge.TREE; i++) {
      String entry =
          i % 3 == 2 && i / 3 < events.size() ? Js.text(events.get(i / 3)) : "other entry " + i;
      leaves.add(Js.raw(new byte[] {0}, Js.utf8(entry)));
    }
  }

  int index(int event) {
    return event * 3 + 2;
  }

  String root() {
    return Base64.getEncoder().encodeToString(hash(0, leaves.size()));
  }

  List<Object> proof(int event) {
    List<Object> path = new ArrayList<>();
    path(index(event), 0, leaves.size(), path);
    return path;
  }

  private byte[] hash(int from, int to) {
    if (to - from == 1) {
      return leaves.get(from);
    }
    int split = from + half(to - from);
    return Js.raw(new byte[] {1}, hash(from, split), hash(split, to));
  }

  private void path(int leaf, int from, int to, List<Object> path) {
    if (to - from == 1) {
      return;
    }
    int split = from + half(to - from);
    if (leaf < split) {
      path(leaf, from, split, path);
      path.add(Base64.getEncoder().encodeToString(hash(split, to)));
    } else {
      path(leaf, split, to, path);
      path.add(Base64.getEncoder().encodeToString(hash(from, split)));
    }
  }

  /** The largest power of two below n. */
  private static int half(int n) {
    return Integer.highestOneBit(n - 1);
  }
}
