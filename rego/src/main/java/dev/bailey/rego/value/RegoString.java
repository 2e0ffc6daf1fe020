package dev.bailey.rego.value;

/** A string of Unicode code points. */
public final class RegoString implements Value {
  public static final RegoString EMPTY = new RegoString("");

  private final String text;

  private RegoString(String text) {
    this.text = text;
  }

  public static RegoString of(String text) {
    return text.isEmpty() ? EMPTY : new RegoString(text);
  }

  public String text() {
    return text;
  }

  @Override
  public Kind kind() {
    return Kind.STRING;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegoString s && text.equals(s.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return Render.rego(this);
  }
}
