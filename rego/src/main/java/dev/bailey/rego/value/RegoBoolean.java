package dev.bailey.rego.value;

/** {@code true} or {@code false}; there is one object of each. */
public final class RegoBoolean implements Value {
  public static final RegoBoolean TRUE = new RegoBoolean();
  public static final RegoBoolean FALSE = new RegoBoolean();

  private RegoBoolean() {}

  public static RegoBoolean of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public boolean isTrue() {
    return this == TRUE;
  }

  @Override
  public Kind kind() {
    return Kind.BOOLEAN;
  }

  @Override
  public String toString() {
    return this == TRUE ? "true" : "false";
  }
}
