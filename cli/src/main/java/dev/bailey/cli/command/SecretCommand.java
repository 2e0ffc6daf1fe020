package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.show.Table;
import dev.bailey.job.secret.Redaction;
import dev.bailey.job.secret.SecretVersion;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** The owner's secrets. A value comes by prompt, file or standard input, never as an argument. */
@Command(
    name = "secret",
    description = "Secrets that jobs may be given: encrypted here, files in memory there.",
    subcommands = {
      SecretCommand.Set.class,
      SecretCommand.ListAll.class,
      SecretCommand.Remove.class,
      SecretCommand.Rotate.class
    })
final class SecretCommand {
  private static final String PATH = "/v1/secrets";

  private static String path(String name) {
    SecretVersion.nameFault(name)
        .ifPresent(fault -> {
          throw new Failure(Exit.USAGE, "this " + fault, "", "");
        });
    return PATH + "/" + AgentClient.segment(name);
  }

  /** Stores a value. */
  @Command(
      name = "set",
      description = {
        "Store a secret, or the next value of one.",
        "The value is asked for without being shown, or read from standard input, of which a last"
            + " line feed is not part of the value, or from a file, of which every byte is."
      })
  static final class Set implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", description = "a-z 0-9 . _ -, at most 64.")
    private String name = "";

    @Option(names = "--file", paramLabel = "FILE", description = "Read the value from this file.")
    private String file = "";

    /** Taken so that it is refused without being shown. */
    @Unmatched private final List<String> surplus = new ArrayList<>();

    Set(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      if (!surplus.isEmpty()) {
        throw new Failure(
            Exit.USAGE,
            "a value is not given as an argument, where others could read it",
            "",
            "say  bailey secret set NAME  and type it, or pipe it in, or --file FILE;"
                + " what was typed now may be in your shell's history");
      }
      String path = path(name);
      byte[] value = value();
      try (AgentClient client = context.client()) {
        Json.Obj stored =
            client.post(
                path,
                Json.object().put("value", Base64.getEncoder().encodeToString(value)).build());
        context
            .terminal()
            .say("stored %s, value %d".formatted(name, stored.whole("number").orElse(0L)));
      } finally {
        Arrays.fill(value, (byte) 0);
      }
      return Exit.DONE;
    }

    private byte[] value() {
      try {
        if (!file.isEmpty()) {
          try (InputStream in = Files.newInputStream(Path.of(file))) {
            return in.readNBytes(Redaction.MAX_BYTES + 1);
          }
        }
        if (context.terminal().asks()) {
          return typed();
        }
        byte[] all = context.terminal().input(Redaction.MAX_BYTES + 2);
        int length = all.length;
        if (length > 0 && all[length - 1] == '\n') {
          length -= length > 1 && all[length - 2] == '\r' ? 2 : 1;
        }
        return Arrays.copyOf(all, length);
      } catch (IOException unreadable) {
        throw new Failure(
            Exit.FAILED, "the value cannot be read", String.valueOf(unreadable.getMessage()), "");
      }
    }

    private byte[] typed() {
      Console console =
          Optional.ofNullable(System.console())
              .filter(Console::isTerminal)
              .orElseThrow(() ->
                  new Failure(
                      Exit.USAGE,
                      "there is no terminal to type the value at",
                      "",
                      "pipe it in, or --file"));
      char[] first = console.readPassword("value of %s, not shown: ", name);
      char[] again = console.readPassword("once more: ");
      boolean same = first != null && Arrays.equals(first, again);
      byte[] value = same ? utf8(first) : new byte[0];
      forget(first);
      forget(again);
      if (!same) {
        throw new Failure(Exit.USAGE, "these were not the same", "", "nothing was stored");
      }
      return value;
    }

    private static byte[] utf8(char[] text) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
      byte[] value = new byte[bytes.remaining()];
      bytes.get(value);
      bytes.clear();
      while (bytes.hasRemaining()) {
        bytes.put((byte) 0);
      }
      return value;
    }

    private static void forget(char @org.jspecify.annotations.Nullable [] text) {
      if (text != null) {
        Arrays.fill(text, '\0');
      }
    }
  }

  /** Lists names. */
  @Command(name = "list", description = "List the secrets; no command shows a value.")
  static final class ListAll implements Callable<Integer> {
    private final Context context;

    @Option(names = "-o", description = "How: ${COMPLETION-CANDIDATES}.", defaultValue = "table")
    private Format format = Format.table;

    ListAll(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      try (AgentClient client = context.client()) {
        Json.Obj all = client.get(PATH);
        if (format == Format.json) {
          context.document(all);
          return Exit.DONE;
        }
        Table table = new Table();
        table.row("NAME", "VALUE", "SINCE", "");
        for (Json item : all.array("secrets")) {
          Json.Obj secret = (Json.Obj) item;
          table.row(
              Shown.line(secret.text("name").orElse("")),
              Long.toString(secret.whole("number").orElse(0L)),
              Shown.line(secret.text("since").orElse("")),
              secret.bool("readable").orElse(false) ? "" : "its key is not there");
        }
        table.lines().forEach(context.terminal()::data);
      }
      return Exit.DONE;
    }
  }

  /** Removes secrets. */
  @Command(
      name = "rm",
      description = "Remove secrets; a job that has one keeps its copy until it is over.")
  static final class Remove implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", arity = "1..*")
    private List<String> names = List.of();

    Remove(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      try (AgentClient client = context.client()) {
        for (String name : names) {
          client.delete(path(name));
          context.terminal().say("removed " + name);
        }
      }
      return Exit.DONE;
    }
  }

  /** Changes the key. */
  @Command(
      name = "rotate",
      description = "Encrypt all secrets under a new key and forget the old one.")
  static final class Rotate implements Callable<Integer> {
    private final Context context;

    Rotate(Context context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      try (AgentClient client = context.client()) {
        Json.Obj done = client.post("/v1/secret-key/rotate", Json.Obj.EMPTY);
        context
            .terminal()
            .say("%d secrets have a new key".formatted(done.whole("secrets").orElse(0L)));
      }
      return Exit.DONE;
    }
  }
}
