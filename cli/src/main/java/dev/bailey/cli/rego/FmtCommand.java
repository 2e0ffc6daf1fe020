package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.command.Saved;
import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Source;
import dev.bailey.rego.format.FormatOptions;
import dev.bailey.rego.format.Formatter;
import dev.bailey.rego.parse.Parsed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lays modules out. */
@Command(
    name = "fmt",
    description = "Lay modules out in the customary form; without files, standard input.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a file cannot be read, or standard input is not a module",
      "2:a file is not a module, or --fail and one is not in the customary form"
    })
final class FmtCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files and folders.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"-w", "--write"},
      description = "Change the files.")
  private boolean write;

  @Option(
      names = {"-l", "--list"},
      description = "Only name the files that would change.")
  private boolean list;

  @Option(
      names = {"-d", "--diff"},
      description = "Only show what would change.")
  private boolean diff;

  @Option(names = "--fail", description = "Exit with 2 if a file would change.")
  private boolean fail;

  @Option(
      names = {"--rego-v1", "--v0-v1"},
      description = "Bring modules in the old form into one that old and new engines read.")
  private boolean toV1;

  @Option(names = "--v0-compatible", description = "Modules are in the old form and stay so.")
  private boolean old;

  @Option(
      names = "--drop-v0-imports",
      description = "Leave out imports that only the old form needs: rego.v1, future.keywords.")
  private boolean dropped;

  private boolean changed;

  FmtCommand(Context context) {
    this.terminal = context.terminal();
  }

  @Override
  public Integer call() {
    if (dropped && (toV1 || old)) {
      throw new Failure(
          Exit.USAGE,
          "--drop-v0-imports does not go with --v0-v1 and --v0-compatible",
          "the old form needs these imports",
          "");
    }
    if (paths.isEmpty()) {
      terminal.out().print(format(Exit.FAILED, new Source("stdin", Documents.standardInput())));
      return Exit.DONE;
    }
    paths.forEach(path -> modules(Path.of(path)).forEach(this::file));
    if (fail && changed) {
      terminal.say("unexpected diff");
      return Exit.USAGE;
    }
    return Exit.DONE;
  }

  private static List<Path> modules(Path place) {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> walk = Files.walk(place)) {
      return walk.filter(f -> f.toString().endsWith(".rego")).sorted().toList();
    } catch (IOException broken) {
      throw Loading.unreadable(Exit.FAILED, place, broken);
    }
  }

  private void file(Path file) {
    String before = Loading.text(Exit.FAILED, file);
    String after = format(Exit.USAGE, new Source(file.toString(), before));
    boolean differs = !before.equals(after);
    changed |= differs;
    if (list) {
      if (differs) {
        terminal.data(file.toString());
      }
    } else if (diff) {
      if (differs) {
        Diff.lines(file.toString(), before, after).forEach(line -> terminal.data(coloured(line)));
      }
    } else if (write) {
      if (differs) {
        byte[] text = after.getBytes(StandardCharsets.UTF_8);
        Saved.file(
            file,
            out -> {
              out.write(text);
              return text.length;
            });
      }
    } else if (!fail || !differs) {
      terminal.out().print(after);
    }
  }

  private String coloured(String line) {
    return line.startsWith("+")
        ? terminal.good(line)
        : line.startsWith("-") ? terminal.bad(line) : line;
  }

  private String format(int broken, Source source) {
    FormatOptions options =
        toV1
            ? FormatOptions.V0_TO_V1
            : old ? FormatOptions.V0 : dropped ? FormatOptions.V1_ALONE : FormatOptions.V1;
    return switch (Formatter.format(source, options)) {
      case Parsed.Ok<String> ok -> ok.value();
      case Parsed.Failed<String> failed ->
          throw Shown.failure(broken, "failed to format Rego source file: ", failed.errors());
    };
  }
}
