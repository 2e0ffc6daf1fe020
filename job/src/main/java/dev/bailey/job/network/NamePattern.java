package dev.bailey.job.network;

import java.util.Optional;

/**
 * A name, or all names with exactly one label more: {@code *.example.org} is {@code
 * www.example.org}, but neither {@code example.org} nor {@code a.b.example.org}.
 *
 * @param name the name, or what all of them end with
 * @param wild whether it is all names below
 */
public record NamePattern(HostName name, boolean wild) {
  private static final String WILD = "*.";

  /** What is wrong with a written pattern, to be read on after it; empty if nothing is. */
  public static Optional<String> fault(String written) {
    return written.startsWith(WILD) && written.indexOf('*', 1) < 0
        ? HostName.fault(written.substring(WILD.length()))
        : written.indexOf('*') >= 0
            ? Optional.of("has a wildcard that is not the whole first label; write *.example.org")
            : HostName.fault(written);
  }

  /** The pattern, if nothing is wrong with it. */
  public static Optional<NamePattern> parse(String written) {
    if (fault(written).isPresent()) {
      return Optional.empty();
    }
    boolean wild = written.startsWith(WILD);
    return HostName.parse(wild ? written.substring(WILD.length()) : written)
        .map(name -> new NamePattern(name, wild));
  }

  /** Whether the name is one of these. */
  public boolean matches(HostName other) {
    int dot = other.text().indexOf('.');
    return wild
        ? dot > 0 && other.text().substring(dot + 1).equals(name.text())
        : other.equals(name);
  }

  /** The canonical text. */
  public String text() {
    return wild ? WILD + name.text() : name.text();
  }
}
