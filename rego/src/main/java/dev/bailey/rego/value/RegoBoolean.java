package dev.bailey.rego.value;

/** {@code true} or {@code false}; there is one object of each. */
public final class RegoBoolean implements Value {
  public static final RegoBoolean TRUE = new RegoBoolean(true);
  public static final RegoBoolean FALSE = new RegoBoolean(false);

  private final boolean value;

  private RegoBoolean(boolean value) {
    this.value = value;
  }

  public static RegoBoolean of(boolean value) {
    return value ? TRUE : FALSE;
  }

  public boolean isTrue() {
    return value;
  }

  @Override
  public Kind kind() {
    return Kind.BOOLEAN;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegoBoolean b && value == b.value;
  }

  @Override
  public int hashCode() {
    return value ? Hash.TRUE : Hash.FALSE;
  }

  @Override
  public String toString() {
    return value ? "true" : "false";
  }
}
