package dev.bailey.rego.bundle;

/** Patterns of paths in which {@code *} is any text without a slash. */
final class Wildcards {
  private Wildcards() {}

  /** In linear space and without backtracking beyond the last star. */
  static boolean matches(String pattern, String path) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < path.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && pattern.charAt(p) == path.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0 && path.charAt(mark) != '/') {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
