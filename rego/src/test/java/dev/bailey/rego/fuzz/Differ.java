package dev.bailey.rego.fuzz;

import java.util.List;

/** Compares with OPA: random calls of builtins, or random programs. */
final class Differ {
  private static final String USAGE =
      "usage: differ --opa PROGRAM [COUNT] [--seed N] [--builtin PREFIX | --programs]";
  private static final int MANY = 1_000;

  private Differ() {}

  public static void main(String[] args) {
    String program = "";
    String prefix = "";
    long count = 10_000;
    long seed = 1;
    boolean programs = false;
    List<String> given = List.of(args);
    for (int i = 0; i < args.length; i++) {
      switch (given.get(i)) {
        case "--programs" -> programs = true;
        case "--opa" -> program = after(given, i++);
        case "--builtin" -> prefix = after(given, i++);
        case "--seed" -> seed = Long.parseLong(after(given, i++));
        default -> count = Long.parseLong(given.get(i));
      }
    }
    if (program.isEmpty()) {
      after(given, given.size());
    }
    Target target = programs ? new OpaPrograms(program) : new OpaCalls(program, prefix);
    new Fuzz(target, MANY).report(programs ? "programs" : "builtins", seed, count, Long.MAX_VALUE);
  }

  private static String after(List<String> given, int option) {
    if (option + 1 >= given.size()) {
      System.err.println(USAGE);
      System.exit(2);
    }
    return given.get(option + 1);
  }
}
