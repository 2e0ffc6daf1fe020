package dev.bailey.job.snapshot;

import java.util.Arrays;
import java.util.List;

/**
 * One pattern over paths. Its time is at most the product of the lengths of pattern and path.
 *
 * @param components parts between slashes; {@code **} matches any number of components, in the
 *     others {@code *} matches any characters and {@code ?} one
 * @param directoryOnly matches directories only
 */
record Glob(List<String> components, boolean directoryOnly) {
  Glob {
    components = List.copyOf(components);
  }

  boolean matches(String path, boolean directory) {
    if (directoryOnly && !directory) {
      return false;
    }
    String[] names = path.split("/", -1);
    boolean[] reached = new boolean[names.length + 1];
    reached[0] = true;
    for (String component : components) {
      reached = component.equals("**") ? spread(reached) : step(reached, component, names);
    }
    return reached[names.length];
  }

  private static boolean[] spread(boolean[] reached) {
    boolean[] out = Arrays.copyOf(reached, reached.length);
    for (int i = 1; i < out.length; i++) {
      out[i] |= out[i - 1];
    }
    return out;
  }

  private static boolean[] step(boolean[] reached, String component, String[] names) {
    boolean[] out = new boolean[reached.length];
    for (int i = 0; i < names.length; i++) {
      out[i + 1] = reached[i] && name(component, names[i]);
    }
    return out;
  }

  private static boolean name(String pattern, String name) {
    int p = 0;
    int star = -1;
    int resume = 0;
    for (int n = 0; n < name.length(); ) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
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
