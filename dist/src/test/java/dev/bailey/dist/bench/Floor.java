package dev.bailey.dist.bench;

/** The least that a Java program can be: what starting the virtual machine costs. */
final class Floor {
  private Floor() {}

  public static void main(String[] args) {
    System.out.println("floor");
  }
}
