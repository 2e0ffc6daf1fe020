package dev.bailey.cli;

/** Placeholder of the entry point. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("bailey 0.1.0");
  }
}
