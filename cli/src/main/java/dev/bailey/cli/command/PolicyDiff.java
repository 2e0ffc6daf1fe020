package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.policy.EvidenceMaterial;
import dev.bailey.cli.policy.PolicyArgument;
import dev.bailey.cli.policy.Replay;
import dev.bailey.cli.show.Terminal;
import dev.bailey.job.explain.Material;
import dev.bailey.job.gate.Recorded;
import dev.bailey.job.spec.Shown;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Denial;
import dev.bailey.policy.compare.Difference;
import dev.bailey.policy.compare.PolicyComparison;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says in what two policies differ. */
@Command(
    name = "diff",
    description = {
      "Say in what two policies differ. What they list is compared by value, however it is written;"
          + " rules that depend on what they are asked by their text, which says that something"
          + " differs there, but not what follows from it.",
      "With --evidence, the decisions of past jobs are taken again under both."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:they do not differ",
      " 1:they differ",
      " 2:one of them cannot be read or used",
      "11:one is signed by nobody trusted, or an evidence file does not hold together"
    })
final class PolicyDiff implements Callable<Integer> {
  private static final int DIFFERENT = 1;
  private static final int MOST_CHARACTERS = 400;
  private static final int MOST_LINES = 60;

  private final Context context;

  @Parameters(
      index = "0",
      paramLabel = "BEFORE",
      description = "A policy, signed or not; 'house' is the one that is built in.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "AFTER", description = "Another.")
  private String after = "";

  @Option(
      names = "--evidence",
      paramLabel = "FILE",
      description = "Take the decisions of this evidence file under both policies.")
  private List<String> evidence = new ArrayList<>();

  @Option(names = "-o", description = "How: ${COMPLETION-CANDIDATES}.", defaultValue = "table")
  private Format format = Format.table;

  PolicyDiff(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path signers = context.home().policySigners();
    RegoPolicy left = PolicyArgument.read(before, signers);
    RegoPolicy right = PolicyArgument.read(after, signers);
    List<Difference> differences =
        switch (PolicyComparison.of(left, right)) {
          case Tried.Done<List<Difference>>(List<Difference> all) -> all;
          case Tried.Failed<List<Difference>>(String error) ->
              throw new Failure(Exit.USAGE, "the policies cannot be compared", error, "");
        };
    Map<String, Replay> replays = new LinkedHashMap<>();
    evidence.forEach(file -> replays.put(file, replay(file, left, right)));
    if (format == Format.json) {
      context.document(json(differences, replays));
    } else {
      differences.forEach(this::show);
      replays.forEach(this::show);
    }
    boolean turns = replays.values().stream().anyMatch(replay -> replay.first().isPresent());
    return differences.isEmpty() && !turns ? Exit.DONE : DIFFERENT;
  }

  private static Replay replay(String file, RegoPolicy left, RegoPolicy right) {
    try {
      return switch (EvidenceMaterial.read(Path.of(file))) {
        case Tried.Done<Material>(Material material) -> Replay.of(material, left, right);
        case Tried.Failed<Material>(String error) ->
            throw new Failure(Exit.DOUBT, file + " cannot be relied on", error, "");
      };
    } catch (IOException unreadable) {
      throw new Failure(
          Exit.USAGE, "cannot read " + file, String.valueOf(unreadable.getMessage()), "");
    } catch (IllegalArgumentException | ArithmeticException unknown) {
      throw new Failure(
          Exit.DOUBT, file + " cannot be relied on", String.valueOf(unknown.getMessage()), "");
    }
  }

  private static Json.Obj json(List<Difference> differences, Map<String, Replay> replays) {
    return Json.object()
        .put("differences", Json.array(differences.stream().map(PolicyDiff::json).toList()))
        .put(
            "evidence",
            Json.array(
                replays.entrySet().stream().map(e -> json(e.getKey(), e.getValue())).toList()))
        .build();
  }

  private static Json.Obj json(Difference difference) {
    Json.Obj one =
        Json.object()
            .put("where", difference.where())
            .put(
                "kind",
                switch (difference.kind()) {
                  case VALUE -> "value";
                  case RULE -> "rule";
                })
            .build();
    one = difference.before().isPresent() ? one.with("before", text(difference.before())) : one;
    return difference.after().isPresent() ? one.with("after", text(difference.after())) : one;
  }

  private static Json text(Optional<String> text) {
    return Json.of(text.orElse(""));
  }

  private static Json.Obj json(String file, Replay replay) {
    Json.Obj one =
        Json.object()
            .put("file", file)
            .put("agreed", (long) replay.asked())
            .put("skipped", (long) replay.skipped())
            .build();
    return replay.first().isPresent() ? one.with("parted", replay.first().get().json()) : one;
  }

  private void show(Difference difference) {
    Terminal terminal = context.terminal();
    terminal.data(Shown.line(difference.where(), MOST_CHARACTERS));
    difference
        .before()
        .ifPresent(text -> lines(text).forEach(line -> terminal.data(terminal.bad("- " + line))));
    difference
        .after()
        .ifPresent(text -> lines(text).forEach(line -> terminal.data(terminal.good("+ " + line))));
  }

  private static List<String> lines(String text) {
    List<String> all = text.lines().map(line -> Shown.line(line, MOST_CHARACTERS)).toList();
    if (all.size() <= MOST_LINES) {
      return all;
    }
    List<String> some = new ArrayList<>(all.subList(0, MOST_LINES));
    some.add("… and %d more lines; -o json has all".formatted(all.size() - MOST_LINES));
    return some;
  }

  private void show(String file, Replay replay) {
    Terminal terminal = context.terminal();
    terminal.data(
        Shown.line(
            "%s: %d decisions alike%s"
                .formatted(
                    file,
                    replay.asked(),
                    replay.skipped() == 0
                        ? ""
                        : ", " + replay.skipped() + " that say too little to be taken again"),
            MOST_CHARACTERS));
    replay
        .first()
        .ifPresent(turn -> {
          Recorded recorded = new Recorded(turn.entry().event());
          terminal.data(
              "  number %d of %s, %s: what comes after it was not compared"
                  .formatted(
                      turn.entry().event().seq(),
                      turn.entry().event().subject(),
                      recorded.action().text("type").orElse("an action")));
          terminal.data(terminal.bad("- " + decision(turn.before())));
          terminal.data(terminal.good("+ " + decision(turn.after())));
        });
  }

  private static String decision(Optional<Denial> denial) {
    return denial
        .map(no ->
            Shown.line(
                "refused: "
                    + no.rule()
                    + (no.field().isEmpty() ? "" : "; " + no.field() + " = " + no.seen())
                    + (no.nearest().isEmpty() ? "" : "; allowed would be: " + no.nearest()),
                MOST_CHARACTERS))
        .orElse("allowed");
  }
}
