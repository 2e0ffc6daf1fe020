package dev.bailey.rego.value;

import java.util.Comparator;

/** The total order of values, and their equality. */
final class Order {
  static final Comparator<Value> BY_VALUE = Order::compare;

  private Order() {}

  static int compare(Value a, Value b) {
    return compare(a, b, 0);
  }

  /** Compares values that stand {@code depth} containers deep in those first compared. */
  @SuppressWarnings("ReferenceEquality") // a quick answer; the rest compares contents
  static int compare(Value a, Value b, int depth) {
    if (a == b) {
      return 0;
    }
    if (a instanceof RegoString x && b instanceof RegoString y) {
      return strings(x.text(), y.text());
    }
    return switch (a) {
      case RegoBoolean x when b instanceof RegoBoolean -> x.isTrue() ? 1 : -1;
      case RegoNumber x when b instanceof RegoNumber y -> x.compareNumber(y);
      case RegoArray x when b instanceof RegoArray y ->
          depth > Hash.MAX_DEPTH ? new Deep().compare(a, b) : arrays(x, y, depth);
      case RegoObject x when b instanceof RegoObject y ->
          depth > Hash.MAX_DEPTH ? new Deep().compare(a, b) : objects(x, y, depth);
      case RegoSet x when b instanceof RegoSet y ->
          depth > Hash.MAX_DEPTH ? new Deep().compare(a, b) : sets(x, y, depth);
      default -> a.kind().compareTo(b.kind());
    };
  }

  /** By code point: surrogates stand for code points above all other characters. */
  static int strings(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean xs = Character.isSurrogate(x);
        boolean ys = Character.isSurrogate(y);
        return xs == ys ? Character.compare(x, y) : xs ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static int arrays(RegoArray a, RegoArray b, int depth) {
    int n = Math.min(a.size(), b.size());
    for (int i = 0; i < n; i++) {
      int c = compare(a.at(i), b.at(i), depth + 1);
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int objects(RegoObject a, RegoObject b, int depth) {
    a.keys.order(depth);
    b.keys.order(depth);
    int n = Math.min(a.size(), b.size());
    for (int i = 0; i < n; i++) {
      int c = compare(a.keyAt(i), b.keyAt(i), depth + 1);
      if (c == 0) {
        c = compare(a.valueAt(i), b.valueAt(i), depth + 1);
      }
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int sets(RegoSet a, RegoSet b, int depth) {
    a.members.order(depth);
    b.members.order(depth);
    int n = Math.min(a.size(), b.size());
    for (int i = 0; i < n; i++) {
      int c = compare(a.at(i), b.at(i), depth + 1);
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /** Whether values are equal that stand {@code depth} containers deep in those compared. */
  @SuppressWarnings("ReferenceEquality") // a quick answer; the rest compares contents
  static boolean same(Value a, Value b, int depth) {
    if (a == b) {
      return true;
    }
    return switch (a) {
      case RegoNull n -> false;
      case RegoBoolean n -> false;
      case RegoNumber x -> b instanceof RegoNumber y && x.same(y);
      case RegoString x -> b instanceof RegoString y && x.same(y);
      case RegoArray x -> b instanceof RegoArray y && x.same(y, depth);
      case RegoObject x -> b instanceof RegoObject y && x.same(y, depth);
      case RegoSet x -> b instanceof RegoSet y && x.same(y, depth);
    };
  }
}
