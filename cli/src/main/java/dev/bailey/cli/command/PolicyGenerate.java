package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.policy.Signers;
import dev.bailey.job.admit.Brought;
import dev.bailey.job.admit.JobPolicy;
import dev.bailey.job.admit.Wishes;
import dev.bailey.job.plan.ContainerPlan;
import dev.bailey.job.plan.PlanReader;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.note.VerifierKey;
import dev.bailey.policy.Point;
import dev.bailey.policy.cose.Envelope;
import dev.bailey.policy.fragment.FragmentShelf.Kind;
import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.SignedPiece;
import dev.bailey.policy.interpreter.Tried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a policy that admits one job. */
@Command(
    name = "generate",
    description =
        "Write the smallest policy that admits a job as it is now, from its submission to the"
            + " export of its evidence.")
final class PolicyGenerate implements Callable<Integer> {
  private static final Pattern BLANKS = Pattern.compile(" +");

  private final Context context;

  @Parameters(paramLabel = "JOB", description = "A job file, or a directory with job.yaml.")
  private String job = "";

  @Option(names = "-o", paramLabel = "FILE", description = "Where to; printed if not given.")
  private String to = "";

  @Option(names = "--name", description = "What it calls itself; the job's name if not given.")
  private String name = "";

  @Option(
      names = "--signals",
      paramLabel = "N",
      split = ",",
      description = "Signals that the job may get; 9,15 if not given; 0 for none.")
  private List<Long> signals = Wishes.USUAL_SIGNALS;

  @Option(
      names = "--exec",
      paramLabel = "COMMAND",
      description = "A command that may be run in its container, words by blanks; repeatable.")
  private List<String> commands = new ArrayList<>();

  @Option(names = "--no-log", description = "Its log may not be read.")
  private boolean noLog;

  @Option(names = "--no-delete", description = "Finished jobs may not be removed.")
  private boolean noDelete;

  @Option(
      names = "--break-glass",
      description = "What may not be read may be read in need, for a reason that is kept.")
  private boolean breakGlass;

  @Option(
      names = "--env-pattern",
      paramLabel = "K=RE2",
      description = "The value of variable K may be anything that matches as a whole; repeatable.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "--output-pattern",
      paramLabel = "RE2",
      description = "Outputs whose whole name matches may be stored besides; repeatable.")
  private List<String> outputs = new ArrayList<>();

  @Option(
      names = "--output-bytes",
      paramLabel = "N",
      description = "Most bytes of one output; all that the job may write if not given.")
  private long outputBytes;

  @Option(
      names = "--signer",
      paramLabel = "KEY",
      description = "Id of a key whose policies may follow; the home's trusted keys if not given.")
  private List<String> signers = new ArrayList<>();

  @Option(
      names = "--include",
      paramLabel = "NAME",
      split = ",",
      description =
          "What of the job's fragments counts: containers, fragments, external_processes,"
              + " namespace, transparency_trust_lists, platform_rules; nothing if not given.")
  private List<String> includes = new ArrayList<>();

  PolicyGenerate(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Wishes wishes = wishes();
    if (wishes.signers().isEmpty()) {
      context
          .terminal()
          .say("nobody may replace this policy once it is in force: bailey init makes a key");
    }
    Json.Obj planned = planned();
    switch (JobPolicy.text(plan(planned), wishes, brought(planned))) {
      case Tried.Failed<String>(String error) ->
          throw new Failure(Exit.USAGE, "no policy can be made of this", error, "");
      case Tried.Done<String>(String text) -> PolicyFiles.written(context, to, text);
    }
    return Exit.DONE;
  }

  private Wishes wishes() {
    return new Wishes(
        name,
        signals.stream().filter(signal -> signal != 0).toList(),
        commands.stream().map(command -> List.of(BLANKS.split(command.strip(), -1))).toList(),
        !noLog,
        !noDelete,
        breakGlass,
        new LinkedHashMap<>(variables),
        outputs,
        outputBytes > 0 ? OptionalLong.of(outputBytes) : OptionalLong.empty(),
        signers.isEmpty() ? trusted() : signers);
  }

  private List<String> trusted() {
    try {
      return Signers.read(context.home().policySigners()).keys().stream()
          .map(VerifierKey::id)
          .toList();
    } catch (IOException unreadable) {
      throw new Failure(
          Exit.FAILED,
          "cannot read " + context.home().policySigners(),
          String.valueOf(unreadable.getMessage()),
          "say --signer");
    }
  }

  private Brought brought(Json.Obj planned) {
    for (String include : includes) {
      if (!Brought.INCLUDABLE.contains(include)) {
        throw new Failure(
            Exit.USAGE,
            "--include " + include + " is nothing that a fragment can bring",
            "",
            "known are " + String.join(", ", Brought.INCLUDABLE));
      }
    }
    List<SignedPiece> pieces =
        planned.array("pieces").stream()
            .map(p -> piece(p instanceof Json.Obj object ? object : Json.Obj.EMPTY))
            .toList();
    if (!includes.isEmpty() && pieces.stream().noneMatch(SignedFragment.class::isInstance)) {
      throw new Failure(Exit.USAGE, "--include: the job names no fragments", "", "leave it out");
    }
    return new Brought(pieces, includes);
  }

  private static SignedPiece piece(Json.Obj piece) {
    Kind kind =
        piece.text("type").equals(Optional.of(Point.LOAD_FRAGMENT.wireName()))
            ? Kind.FRAGMENT
            : Kind.TRUST_LIST;
    byte[] envelope = Base64.getDecoder().decode(piece.text("envelope").orElse(""));
    return switch (Envelope.piece(kind, envelope)) {
      case Tried.Done<SignedPiece>(SignedPiece read) -> read;
      case Tried.Failed<SignedPiece>(String error) ->
          throw new Failure(Exit.FAILED, "a signed piece of the job cannot be read", error, "");
    };
  }

  private static ContainerPlan plan(Json.Obj planned) {
    return PlanReader.read(planned.object("plan"))
        .orElseThrow(() ->
            new Failure(
                Exit.FAILED,
                "the agent's plan cannot be read",
                "",
                "the agent may be of another version: bailey agent stop"));
  }

  /** What the agent makes of the job, as for a dry run. */
  private Json.Obj planned() {
    Path place = Path.of(job).toAbsolutePath();
    boolean whole = Files.isDirectory(place);
    Path parent = whole ? place : place.getParent();
    Path directory = Preparations.directory(String.valueOf(parent));
    String file = whole ? "job.yaml" : String.valueOf(place.getFileName());
    try (AgentClient client = context.client()) {
      return client.post(
          "/v1/jobs",
          Json.object()
              .put("directory", directory.toString())
              .put("file", file)
              .put("dry_run", true)
              .build());
    }
  }
}
