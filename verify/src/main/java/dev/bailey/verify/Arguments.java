package dev.bailey.verify;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the auditor asked for.
 *
 * @param file the evidence file
 * @param trust files or directories of keys, at least one
 * @param outputs directory of outputs to compare, if given
 * @param json whether the report is for a program
 */
record Arguments(Path file, List<Path> trust, Optional<Path> outputs, boolean json) {
  static final String USAGE =
      """
      usage: java -jar bailey-verify.jar FILE --trust KEYS [--trust KEYS ...] [--outputs DIR] [--json]
        FILE           evidence file
        --trust KEYS   file of public keys, or directory of *.pub files
        --outputs DIR  also compare the outputs in this directory
        --json         report for a program
      exit codes: 0 verified, 2 usage, 11 any doubt
      """;

  Arguments {
    trust = List.copyOf(trust);
  }

  /** What came of reading the command line. */
  sealed interface Parsed {
    record Good(Arguments arguments) implements Parsed {}

    record Wrong(String why) implements Parsed {}

    record Help() implements Parsed {}
  }

  static Parsed parse(List<String> args) {
    if (args.equals(List.of("--help"))) {
      return new Parsed.Help();
    }
    List<String> files = new ArrayList<>();
    List<String> trust = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    boolean json = false;
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals("--json")) {
        json = true;
      } else if (arg.equals("--trust") || arg.equals("--outputs")) {
        if (++i == args.size()) {
          return new Parsed.Wrong(arg + " needs a value");
        }
        (arg.equals("--trust") ? trust : outputs).add(args.get(i));
      } else if (arg.startsWith("-")) {
        return new Parsed.Wrong("unknown option " + arg);
      } else {
        files.add(arg);
      }
    }
    if (files.size() != 1) {
      return new Parsed.Wrong("name one evidence file");
    }
    if (trust.isEmpty()) {
      return new Parsed.Wrong("name the keys you trust with --trust");
    }
    if (outputs.size() > 1) {
      return new Parsed.Wrong("--outputs may be given once");
    }
    try {
      return new Parsed.Good(
          new Arguments(
              Path.of(files.getFirst()),
              trust.stream().map(Path::of).toList(),
              outputs.stream().map(Path::of).findFirst(),
              json));
    } catch (InvalidPathException noPath) {
      return new Parsed.Wrong("not a path");
    }
  }
}
