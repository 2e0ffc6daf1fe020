package dev.bailey.rego.value;

/** The value {@code null}. */
public final class RegoNull implements Value {
  public static final RegoNull NULL = new RegoNull();

  private RegoNull() {}

  @Override
  public Kind kind() {
    return Kind.NULL;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegoNull;
  }

  @Override
  public int hashCode() {
    return Hash.NULL;
  }

  @Override
  public String toString() {
    return "null";
  }
}
