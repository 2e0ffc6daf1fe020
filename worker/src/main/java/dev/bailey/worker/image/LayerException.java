package dev.bailey.worker.image;

/** A layer that cannot be read as what it should be; becomes a value in {@link LayerCheck}. */
final class LayerException extends Exception {
  private static final long serialVersionUID = 1;

  LayerException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
