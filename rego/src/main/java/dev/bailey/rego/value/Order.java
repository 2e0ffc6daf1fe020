package dev.bailey.rego.value;

/** The total order of values. */
final class Order {
  private Order() {}

  @SuppressWarnings("ReferenceEquality") // a quick answer; the rest compares contents
  static int compare(Value a, Value b) {
    if (a == b) {
      return 0;
    }
    return switch (a) {
      case RegoBoolean x when b instanceof RegoBoolean -> x.isTrue() ? 1 : -1;
      case RegoNumber x when b instanceof RegoNumber y -> x.compareNumber(y);
      case RegoString x when b instanceof RegoString y -> strings(x.text(), y.text());
      case RegoArray x when b instanceof RegoArray y -> arrays(x, y);
      case RegoObject x when b instanceof RegoObject y -> objects(x, y);
      case RegoSet x when b instanceof RegoSet y -> sets(x, y);
      default -> a.kind().compareTo(b.kind());
    };
  }

  private static int strings(String a, String b) {
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

  private static int arrays(RegoArray a, RegoArray b) {
    int n = Math.min(a.size(), b.size());
    for (int i = 0; i < n; i++) {
      int c = compare(a.at(i), b.at(i));
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int objects(RegoObject a, RegoObject b) {
    int n = Math.min(a.size(), b.size());
    for (int i = 0; i < n; i++) {
      int c = compare(a.keyAt(i), b.keyAt(i));
      if (c == 0) {
        c = compare(a.valueAt(i), b.valueAt(i));
      }
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int sets(RegoSet a, RegoSet b) {
    int n = Math.min(a.size(), b.size());
    for (int i = 0; i < n; i++) {
      int c = compare(a.at(i), b.at(i));
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
