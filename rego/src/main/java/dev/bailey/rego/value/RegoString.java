package dev.bailey.rego.value;

/** A string of Unicode code points. */
public final class RegoString implements Value {
  public static final RegoString EMPTY = new RegoString("");

  private final String text;
  private int hash;

  private RegoString(String text) {
    this.text = text;
  }

  public static RegoString of(String text) {
    return text.isEmpty() ? EMPTY : new RegoString(text);
  }

  public String text() {
    return text;
  }

  /** How many code points. */
  public int codePoints() {
    return text.codePointCount(0, text.length());
  }

  @Override
  public Kind kind() {
    return Kind.STRING;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegoString s && same(s);
  }

  boolean same(RegoString other) {
    return (hash == other.hash || hash == 0 || other.hash == 0) && text.equals(other.text);
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0) {
      h = Hash.of(text);
      hash = h;
    }
    return h;
  }

  @Override
  public String toString() {
    return Render.rego(this);
  }
}
