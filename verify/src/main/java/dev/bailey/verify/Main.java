package dev.bailey.verify;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The command {@code java -jar bailey-verify.jar FILE --trust KEYS}. */
public final class Main {
  /** Everything that can be checked holds. */
  static final int VERIFIED = 0;

  /**
   * The command line, a key file or the path of the evidence file is wrong; nothing was checked.
   */
  static final int USAGE = 2;

  /** There is a doubt. */
  static final int DOUBT = 11;

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int code = run(List.of(args), out, err);
    out.flush();
    // A report that did not reach its reader must not look like a good one.
    System.exit(out.checkError() ? DOUBT : code);
  }

  /** Runs the command; the report goes to {@code out}, complaints to {@code err}. */
  public static int run(List<String> args, PrintStream out, PrintStream err) {
    return switch (Arguments.parse(args)) {
      case Arguments.Parsed.Help ignored -> {
        out.print(Arguments.USAGE);
        yield VERIFIED;
      }
      case Arguments.Parsed.Wrong(String why) -> {
        err.println("✘ " + Plain.text(why));
        err.print(Arguments.USAGE);
        yield USAGE;
      }
      case Arguments.Parsed.Good(Arguments arguments) -> verify(arguments, out, err);
    };
  }

  private static int verify(Arguments arguments, PrintStream out, PrintStream err) {
    List<Key> keys = new ArrayList<>();
    List<TrustStore.Problem> problems = new ArrayList<>();
    arguments
        .trust()
        .forEach(path -> {
          TrustStore store = TrustStore.load(path);
          keys.addAll(store.keys());
          problems.addAll(store.problems());
        });
    if (!Files.isRegularFile(arguments.file())) {
      problems.add(
          new TrustStore.Problem(Plain.text(arguments.file().toString()), 0, "is not a file"));
    }
    arguments
        .outputs()
        .filter(directory -> !Files.isDirectory(directory))
        .ifPresent(directory ->
            problems.add(
                new TrustStore.Problem(Plain.text(directory.toString()), 0, "is not a directory")));
    if (!problems.isEmpty()) {
      problems.forEach(problem -> err.println("✘ " + problem));
      return USAGE;
    }
    try {
      Report report =
          arguments
              .outputs()
              .map(directory -> Verifier.verify(arguments.file(), keys, directory))
              .orElseGet(() -> Verifier.verify(arguments.file(), keys));
      out.print(arguments.json() ? report.json() : report.text());
      return report.verified() ? VERIFIED : DOUBT;
    } catch (OutOfMemoryError tooLarge) {
      err.println("✘ the file needs more memory than this Java process may use");
      err.println("  give it more, for example with java -Xmx4g");
      return DOUBT;
    }
  }
}
