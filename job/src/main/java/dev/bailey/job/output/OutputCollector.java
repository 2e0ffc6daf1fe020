package dev.bailey.job.output;

import dev.bailey.job.run.Blobs;
import dev.bailey.job.snapshot.SteadyFile;
import dev.bailey.scan.path.Problem;
import dev.bailey.scan.path.Reasons;
import dev.bailey.scan.path.RelativePath;
import dev.bailey.scan.path.TreeRules;
import dev.bailey.scan.path.TreeScan;
import dev.bailey.sys.Beneath;
import dev.bailey.sys.FileFacts;
import dev.bailey.sys.Pinned;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes declared outputs from a directory that a job wrote to, and that may still be written to.
 *
 * <p>A declared output is a file, or a directory of which every file is taken. Refused are: what is
 * missing, links anywhere in the path, FIFOs, sockets, devices, hard links, names that {@link
 * RelativePath} refuses, a directory without files, files that change while they are read, and
 * whatever would make more bytes (by apparent size, so also of sparse files) or more entries than
 * allowed; the latter before anything of it is read.
 */
public final class OutputCollector {
  private final Beneath root;
  private final Blobs blobs;
  private final TreeRules rules;
  private final Map<String, Output> outputs = new LinkedHashMap<>();
  private long bytesLeft;
  private int entriesLeft;

  private OutputCollector(Beneath root, TreeRules rules, Blobs blobs) {
    this.root = root;
    this.blobs = blobs;
    this.rules = rules;
    this.bytesLeft = rules.bytes();
    this.entriesLeft = rules.entries();
  }

  /**
   * Stages the declared outputs.
   *
   * @param directory where the job's {@code /out} lies on the host
   * @param declared paths below it; a slash at the end is allowed
   * @param rules normally {@link TreeRules#output} of the plan's disk limit
   * @throws IOException if reading or staging fails, with nothing left behind
   */
  public static Collected collect(
      Path directory, List<String> declared, TreeRules rules, Blobs blobs) throws IOException {
    try (Beneath root = Beneath.of(directory)) {
      OutputCollector collector = new OutputCollector(root, rules, blobs);
      boolean done = false;
      try {
        for (String name : declared) {
          collector.output(name);
        }
        done = true;
        return new Collected(new ArrayList<>(collector.outputs.values()));
      } finally {
        if (!done) {
          new Collected(new ArrayList<>(collector.outputs.values())).discard();
        }
      }
    }
  }

  private void output(String declared) throws IOException {
    String name = declared.endsWith("/") ? declared.substring(0, declared.length() - 1) : declared;
    if (RelativePath.parse(name) instanceof RelativePath.Result.Refused(String reason)) {
      refuse(name, reason);
      return;
    }
    switch (root.pin(name)) {
      case dev.bailey.sys.Refused refused -> refuse(name, Reasons.of(refused.kind()));
      case Pinned pinned -> {
        FileFacts facts = pinned.facts();
        pinned.close();
        output(name, facts, declared.endsWith("/"));
      }
    }
  }

  private void output(String name, FileFacts facts, boolean asDirectory) throws IOException {
    switch (facts.type()) {
      case DIRECTORY -> directory(name);
      case REGULAR -> {
        if (asDirectory) {
          refuse(name, "is declared as a directory and is a file");
        } else if (facts.links() > 1 && !rules.hardLinks()) {
          refuse(name, "has another name (hard link), maybe a foreign file");
        } else {
          file(name, facts);
        }
      }
      case SYMLINK, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE, UNKNOWN ->
          refuse(name, Reasons.of(facts.type()));
    }
  }

  private void directory(String name) throws IOException {
    TreeRules left = new TreeRules(Math.max(entriesLeft, 0), bytesLeft, rules.hardLinks());
    switch (TreeScan.scan(root, name, left, (path, directory) -> false)) {
      case TreeScan.Result.NotAccepted(List<Problem> problems) ->
          problems.forEach(p -> refuse(p.path(), p.reason()));
      case TreeScan.Result.Found(List<TreeScan.Entry> entries, long ignored) -> {
        entriesLeft -= entries.size();
        List<TreeScan.Entry> files = entries.stream().filter(e -> !e.directory()).toList();
        if (files.isEmpty()) {
          refuse(name, "is a directory without files");
        }
        for (TreeScan.Entry entry : files) {
          entriesLeft++;
          file(entry.path().text(), entry.facts());
        }
      }
    }
  }

  private void file(String name, FileFacts facts) throws IOException {
    if (outputs.containsKey(name)) {
      return;
    }
    if (facts.size() > bytesLeft) {
      boolean sparse = facts.blocks() * 512 < facts.size();
      refuse(
          name,
          "the outputs together have more than "
              + rules.bytes()
              + " bytes"
              + (sparse ? " (this one is sparse)" : ""));
      return;
    }
    if (--entriesLeft < 0) {
      refuse(name, "there are more than " + rules.entries() + " outputs");
      return;
    }
    bytesLeft -= facts.size();
    switch (SteadyFile.stage(root, name, facts, blobs)) {
      case SteadyFile.Result.NotSteady(String reason) -> refuse(name, reason);
      case SteadyFile.Result.Whole(Blobs.Staged.Whole staged) ->
          outputs.put(name, new Output.Whole(name, staged));
    }
  }

  private void refuse(String name, String reason) {
    if (outputs.put(name, new Output.Refused(name, reason)) instanceof Output.Whole whole) {
      whole.staged().discard();
    }
  }
}
