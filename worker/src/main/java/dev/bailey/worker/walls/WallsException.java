package dev.bailey.worker.walls;

/** This program or this host lacks a part of the walls. */
public final class WallsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WallsException(String message) {
    super(message);
  }

  WallsException(String message, Throwable cause) {
    super(message, cause);
  }
}
