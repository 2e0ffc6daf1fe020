package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.policy.EvidenceMaterial;
import dev.bailey.cli.show.ExplainedText;
import dev.bailey.job.explain.Check;
import dev.bailey.job.explain.Explained;
import dev.bailey.job.explain.Explainer;
import dev.bailey.job.explain.Material;
import dev.bailey.job.gate.Recorded;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.interpreter.Tried;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers why something was denied, or allowed. */
@Command(
    name = "explain",
    description = {
      "Say why something was denied: which question, which rule of which policy, what was seen and"
          + " what would be allowed. The decision is taken again to see whether that is true.",
      "Of a job all denials are explained, of an event of the record its decision."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:explained, or there was nothing to explain",
      "11:taken again, a decision is another one than the recorded",
      "13:no such job or event"
    })
final class PolicyExplain implements Callable<Integer> {
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,18}");
  private static final Pattern ATTEMPT = Pattern.compile("(.+)/([0-9]{1,9})");

  private final Context context;

  @Parameters(
      paramLabel = "JOB|JOB/ATTEMPT|INDEX",
      arity = "0..1",
      description = "A job, one of its attempts, or an event as 'audit tail' numbers it.")
  private String what = "";

  @Option(
      names = "--evidence",
      paramLabel = "FILE",
      description = "Take history and policy out of this file, without an agent.")
  private String evidence = "";

  @Option(
      names = "--trace",
      description =
          "Show the expressions that led to a denial, with their values, those of the environment"
              + " among them.")
  private boolean trace;

  @Option(names = "-o", description = "How: ${COMPLETION-CANDIDATES}.", defaultValue = "table")
  private Format format = Format.table;

  PolicyExplain(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    boolean byIndex = INDEX.matcher(what).matches();
    if (evidence.isEmpty() ? what.isEmpty() : !what.isEmpty() && !byIndex) {
      throw new Failure(
          Exit.USAGE,
          "name a job, an attempt or an event",
          "",
          "with --evidence only an event can be named, or nothing for all denials");
    }
    Material material = evidence.isEmpty() ? live(byIndex) : offline();
    Explainer explainer = new Explainer(material, trace);
    List<Ledger.Entry> entries =
        byIndex ? List.of(named(material, explainer)) : explainer.denials();
    List<Explained> all = entries.stream().map(explainer::explain).toList();
    show(all, explainer);
    return all.stream().anyMatch(one -> one.check() instanceof Check.Different)
        ? Exit.DOUBT
        : Exit.DONE;
  }

  private Material live(boolean byIndex) {
    Matcher attempt = ATTEMPT.matcher(what);
    String path;
    if (byIndex) {
      path = "/v1/audit/" + what + "/record";
    } else if (attempt.matches()) {
      path =
          "/v1/jobs/"
              + AgentClient.segment(attempt.group(1))
              + "/record?attempt="
              + attempt.group(2);
    } else {
      path = "/v1/jobs/" + AgentClient.segment(what) + "/record";
    }
    try (AgentClient client = context.client()) {
      return whole(Material.of(client.get(path)), "the agent's record");
    }
  }

  private Material offline() {
    try {
      Material material = whole(EvidenceMaterial.read(Path.of(evidence)), evidence);
      context
          .terminal()
          .say("whether this file is genuine: bailey verify " + evidence + " --trust KEYS");
      return material;
    } catch (IOException unreadable) {
      throw new Failure(
          Exit.FAILED, "cannot read " + evidence, String.valueOf(unreadable.getMessage()), "");
    }
  }

  private static Material whole(Tried<Material> read, String what) {
    return switch (read) {
      case Tried.Done<Material>(Material material) -> material;
      case Tried.Failed<Material>(String error) ->
          throw new Failure(Exit.DOUBT, what + " cannot be relied on", error, "");
    };
  }

  private Ledger.Entry named(Material material, Explainer explainer) {
    long index = Long.parseLong(what);
    Optional<Ledger.Entry> entry =
        material.entries().stream().filter(e -> e.index() == index).findFirst();
    if (entry.isEmpty()) {
      throw new Failure(Exit.NOT_FOUND, "there is no event " + what, "", indexes(explainer));
    }
    return explainer
        .decision(entry.get())
        .orElseThrow(() ->
            new Failure(
                Exit.NOT_FOUND,
                "event "
                    + what
                    + " is no decision: "
                    + entry.get().event().type().wireName().replace('_', ' '),
                "",
                indexes(explainer)));
  }

  private static String indexes(Explainer explainer) {
    List<String> all = new ArrayList<>();
    for (Ledger.Entry entry : explainer.decisions()) {
      all.add(entry.index() + " " + new Recorded(entry.event()).action().text("type").orElse("?"));
    }
    return all.isEmpty() ? "" : "decisions here: " + String.join(", ", all);
  }

  private void show(List<Explained> all, Explainer explainer) {
    if (format == Format.json) {
      context.document(
          Json.object()
              .put("explained", Json.array(all.stream().map(Explained::json).toList()))
              .build());
      return;
    }
    if (all.isEmpty()) {
      context.terminal().data("nothing was denied here");
      context.terminal().say(indexes(explainer));
    }
    for (int i = 0; i < all.size(); i++) {
      if (i > 0) {
        context.terminal().data("");
      }
      ExplainedText.lines(context.terminal(), all.get(i)).forEach(context.terminal()::data);
    }
  }
}
