package dev.bailey.rego.bundle;

import java.util.ArrayList;
import java.util.List;

/** Paths of files inside a bundle: parts between slashes, without a slash before them. */
final class Paths {
  private Paths() {}

  /** A path without empty parts and dots; never one that leads outside. */
  static String inside(String bundle, String path) throws Unreadable {
    if (path.indexOf('\0') >= 0) {
      throw new Unreadable(bundle, "a name holds NUL");
    }
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        throw new Unreadable(bundle, "a name leads outside: " + path);
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  /** The parts of the folder in which a file is. */
  static List<String> folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? List.of() : parts(path.substring(0, slash));
  }

  static List<String> parts(String path) {
    return path.isEmpty() ? List.of() : List.of(path.split("/", -1));
  }

  static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether {@code inner} is {@code outer} or below it. */
  static boolean below(String outer, String inner) {
    return outer.isEmpty()
        || (inner.startsWith(outer)
            && (inner.length() == outer.length() || inner.charAt(outer.length()) == '/'));
  }

  /** Whether one of two roots contains the other. */
  static boolean overlap(String a, String b) {
    return below(a, b) || below(b, a);
  }
}
