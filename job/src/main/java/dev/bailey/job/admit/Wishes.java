package dev.bailey.job.admit;

import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * What a policy is to allow beyond what its job needs anyway.
 *
 * @param name of the policy, for people; empty: that of the job
 * @param signals that the workload may get; without 15 a job that runs cannot be cancelled
 * @param commands that may be run in the container besides the workload, with its walls
 * @param readLog whether its log may be read
 * @param deleteJob whether finished jobs may be removed
 * @param breakGlass whether what may not be read may be read in need, for a reason that is kept
 * @param variables names of variables, each with an expression of RE2 for the whole of its value,
 *     which may then differ from the job's; where the job has none of that name it may be left out
 * @param outputs expressions of RE2 for names of files that may be stored besides those of the job
 * @param outputBytes most bytes of one output; empty: as many as the job may write
 * @param signers ids of the keys whose policies may follow; without one this policy stays for ever
 */
public record Wishes(
    String name,
    List<Long> signals,
    List<List<String>> commands,
    boolean readLog,
    boolean deleteJob,
    boolean breakGlass,
    SequencedMap<String, String> variables,
    List<String> outputs,
    OptionalLong outputBytes,
    List<String> signers) {
  /** The signals by which an agent ends a workload. */
  public static final List<Long> USUAL_SIGNALS = List.of(9L, 15L);

  public Wishes {
    signals = List.copyOf(signals);
    commands = commands.stream().map(List::copyOf).toList();
    outputs = List.copyOf(outputs);
    signers = List.copyOf(signers);
  }
}
