package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.show.Amounts;
import dev.bailey.cli.show.Table;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Images that jobs can name. */
@Command(
    name = "image",
    description = "Images that jobs can name.",
    subcommands = {ImageCommand.Build.class, ImagePull.class, ImageCommand.ListAll.class})
final class ImageCommand {

  /** Builds one. */
  @Command(name = "build", description = "Build the image of a directory images/NAME.")
  static final class Build implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "DIR")
    private String directory = "";

    Build(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      try (AgentClient client = context.client()) {
        Json.Obj built = new Preparations(context, client).build(Preparations.directory(directory));
        context.terminal().data("sha256:" + built.text("id").orElse(""));
      }
      return Exit.DONE;
    }
  }

  /** Lists them. */
  @Command(name = "list", description = "List them.")
  static final class ListAll implements Callable<Integer> {
    private final Context context;

    @Option(names = "-o", description = "How: ${COMPLETION-CANDIDATES}.", defaultValue = "table")
    private Format format = Format.table;

    ListAll(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Json.Obj images;
      try (AgentClient client = context.client()) {
        images = client.get("/v1/images");
      }
      if (format == Format.json) {
        context.document(images);
        return Exit.DONE;
      }
      Table table = new Table();
      table.row("IMAGE", "ID", "LAYERS", "SIZE");
      List<Json> all = images.array("images");
      for (Json image : all) {
        if (image instanceof Json.Obj i) {
          table.row(
              Shown.line(i.text("name").orElse("")),
              Amounts.brief(i.text("id").orElse("")),
              Long.toString(i.whole("layers").orElse(0L)),
              Amounts.bytes(i.whole("size").orElse(0L)));
        }
      }
      table.lines().forEach(context.terminal()::data);
      return Exit.DONE;
    }
  }
}
