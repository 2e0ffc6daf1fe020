package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** RFC 6962, section 2.1, word for word, without any tiles; and the RFC 9162 verifiers. */
final class NaiveTree {
  private NaiveTree() {}

  static Digest root(List<byte[]> entries) {
    int n = entries.size();
    if (n == 0) {
      return Digest.of(new byte[0]);
    }
    if (n == 1) {
      return hash(0, entries.getFirst());
    }
    int k = 1;
    while (k * 2 < n) {
      k *= 2;
    }
    return join(root(entries.subList(0, k)), root(entries.subList(k, n)));
  }

  static Digest join(Digest left, Digest right) {
    return hash(1, left.raw(), right.raw());
  }

  static Digest hash(int prefix, byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(prefix);
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return Digest.of(all.toByteArray());
  }

  /** Root by recursion over the same splits that made the path. */
  static Digest rootOf(Digest leaf, long index, long size, List<Digest> path) {
    if (size == 1) {
      return path.isEmpty() ? leaf : Digest.NONE;
    }
    if (path.isEmpty()) {
      return Digest.NONE;
    }
    long k = 1;
    while (k * 2 < size) {
      k *= 2;
    }
    List<Digest> rest = path.subList(0, path.size() - 1);
    return index < k
        ? join(rootOf(leaf, index, k, rest), path.getLast())
        : join(path.getLast(), rootOf(leaf, index - k, size - k, rest));
  }

  /** RFC 9162, section 2.1.4.2. */
  static boolean consistent(
      long first, long second, Digest firstRoot, Digest secondRoot, List<Digest> proof) {
    if (first == second) {
      return proof.isEmpty() && firstRoot.equals(secondRoot);
    }
    if (first == 0) {
      return proof.isEmpty();
    }
    int at = Long.bitCount(first) == 1 ? 0 : 1;
    if (at == 1 && proof.isEmpty()) {
      return false;
    }
    Digest fr = at == 0 ? firstRoot : proof.getFirst();
    Digest sr = fr;
    long fn = first - 1;
    long sn = second - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    for (Digest c : proof.subList(at, proof.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = join(c, fr);
        sr = join(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        sr = join(sr, c);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return fr.equals(firstRoot) && sr.equals(secondRoot) && sn == 0;
  }
}
