package dev.bailey.rego;

/**
 * One text that was read: a module, a query, a file of data.
 *
 * @param name how errors call it, usually a file name; empty for a text without a name
 * @param text the whole text, without a byte order mark
 */
public record Source(String name, String text) {
  @Override
  public String toString() {
    return name;
  }
}
