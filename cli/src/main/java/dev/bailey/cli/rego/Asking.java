package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.rego.Input;
import dev.bailey.rego.Policy;
import dev.bailey.rego.Query;
import dev.bailey.rego.Result;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A query, where it stands, and the input that it is asked with. */
final class Asking {
  @Parameters(paramLabel = "QUERY", arity = "0..1", description = "Such as 'data.authz.allow'.")
  private String query = "";

  @Option(names = "--stdin", description = "Read the query from standard input.")
  private boolean queryFromStdin;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      description = "The input document, JSON or YAML.")
  private String input = "";

  @Option(
      names = {"-I", "--stdin-input"},
      description = "Read the input document from standard input.")
  private boolean inputFromStdin;

  @Option(names = "--package", paramLabel = "PATH", description = "Where the query stands.")
  private String path = "";

  @Option(names = "--import", paramLabel = "PATH", description = "What it imports.")
  private List<String> imports = List.of();

  /**
   * The text of the query.
   *
   * @throws Failure if there is none, or if two things would be read from one place
   */
  String text() {
    if (query.isEmpty() && !queryFromStdin) {
      throw wrong("specify query argument or --stdin");
    }
    if (!query.isEmpty() && queryFromStdin) {
      throw wrong("specify query argument or --stdin but not both");
    }
    if (queryFromStdin && inputFromStdin) {
      throw wrong("specify --stdin or --stdin-input but not both");
    }
    if (inputFromStdin && !input.isEmpty()) {
      throw wrong("specify --stdin-input or --input but not both");
    }
    return queryFromStdin ? Documents.standardInput() : query;
  }

  private static Failure wrong(String what) {
    return new Failure(Exit.USAGE, what, "", "");
  }

  Result<Query> prepare(Policy policy, String text) {
    return policy.query(text, Names.path(path), imports);
  }

  Input input() {
    return inputFromStdin ? Documents.input("input", Documents.standardInput()) : file(input);
  }

  /** The input that a file holds; none if none is named. */
  static Input file(String name) {
    return name.isEmpty() ? Input.NONE : Documents.input(name, Loading.text(Path.of(name)));
  }
}
