package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree of RFC 6962, section 2.1, over subtrees that somebody else keeps.
 *
 * <p>Every range that the recursion meets begins at a multiple of its largest power of two, so a
 * range whose length is a power of two is a node.
 */
final class Merkle {
  /** Hash of the tree without leaves. */
  static final Digest EMPTY = Digest.of(new byte[0]);

  private Merkle() {}

  /** Knows the roots of complete subtrees. */
  @FunctionalInterface
  interface Nodes {
    /** Root of the {@code index}-th subtree of {@code 2^level} leaves. */
    Digest node(int level, long index);
  }

  static Digest leaf(byte[] entry) {
    MessageDigest sha = Digest.sha256();
    sha.update((byte) 0);
    sha.update(entry);
    return Digest.ofRaw(sha.digest());
  }

  static Digest node(Digest left, Digest right) {
    MessageDigest sha = Digest.sha256();
    sha.update((byte) 1);
    sha.update(left.raw());
    sha.update(right.raw());
    return Digest.ofRaw(sha.digest());
  }

  static Digest root(Nodes nodes, long size) {
    return size == 0 ? EMPTY : range(nodes, 0, size);
  }

  /** Root of a complete subtree given its leaves, a power of two in number. */
  static Digest perfect(List<Digest> leaves) {
    List<Digest> row = leaves;
    while (row.size() > 1) {
      List<Digest> above = new ArrayList<>(row.size() / 2);
      for (int i = 0; i < row.size(); i += 2) {
        above.add(node(row.get(i), row.get(i + 1)));
      }
      row = above;
    }
    return row.getFirst();
  }

  /** PATH(index, D[size]), nearest node first. */
  static List<Digest> inclusion(Nodes nodes, long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    List<Digest> path = new ArrayList<>();
    inclusion(nodes, index, 0, size, path);
    return path;
  }

  /** PROOF(first, D[second]); empty if either tree is empty or both are the same. */
  static List<Digest> consistency(Nodes nodes, long first, long second) {
    if (first < 0 || first > second) {
      throw new IllegalArgumentException("no tree of " + first + " within one of " + second);
    }
    List<Digest> proof = new ArrayList<>();
    if (first > 0) {
      consistency(nodes, first, 0, second, true, proof);
    }
    return proof;
  }

  /** The root that a leaf and its path lead to, or {@link Digest#NONE} if the path does not fit. */
  static Digest rootFrom(Digest leaf, long index, long size, List<Digest> path) {
    Digest at = leaf;
    long node = index;
    long last = size - 1;
    for (Digest sibling : path) {
      if (last == 0) {
        return Digest.NONE;
      }
      if ((node & 1) == 1 || node == last) {
        at = node(sibling, at);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        at = node(at, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 ? at : Digest.NONE;
  }

  private static Digest range(Nodes nodes, long from, long to) {
    long length = to - from;
    if (Long.bitCount(length) == 1) {
      return nodes.node(Long.numberOfTrailingZeros(length), from / length);
    }
    long middle = from + split(length);
    return node(range(nodes, from, middle), range(nodes, middle, to));
  }

  private static void inclusion(Nodes nodes, long index, long from, long to, List<Digest> path) {
    if (to - from == 1) {
      return;
    }
    long middle = from + split(to - from);
    if (index < middle) {
      inclusion(nodes, index, from, middle, path);
      path.add(range(nodes, middle, to));
    } else {
      inclusion(nodes, index, middle, to, path);
      path.add(range(nodes, from, middle));
    }
  }

  private static void consistency(
      Nodes nodes, long first, long from, long to, boolean known, List<Digest> proof) {
    if (first == to) {
      if (!known) {
        proof.add(range(nodes, from, to));
      }
      return;
    }
    long middle = from + split(to - from);
    if (first <= middle) {
      consistency(nodes, first, from, middle, known, proof);
      proof.add(range(nodes, middle, to));
    } else {
      consistency(nodes, first, middle, to, false, proof);
      proof.add(range(nodes, from, middle));
    }
  }

  /** Largest power of two smaller than a length of at least two. */
  private static long split(long length) {
    return Long.highestOneBit(length - 1);
  }
}
