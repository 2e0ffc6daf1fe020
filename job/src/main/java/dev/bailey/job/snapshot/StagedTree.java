package dev.bailey.job.snapshot;

import dev.bailey.job.run.Blobs;
import dev.bailey.scan.path.Problem;
import dev.bailey.scan.path.TreeScan;
import dev.bailey.sys.Beneath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The files of one tree and its listing while they are being staged; dropped unless kept. */
final class StagedTree implements AutoCloseable {
  private static final int OWNER_EXECUTES = 0100;

  private final Blobs blobs;
  private final List<Blobs.Staged.Whole> staged = new ArrayList<>();
  private final List<Listing.Entry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private boolean kept;

  StagedTree(Blobs blobs) {
    this.blobs = blobs;
  }

  /** Stages all entries in order; false if there were problems. */
  boolean fill(Beneath root, List<TreeScan.Entry> found) throws IOException {
    for (TreeScan.Entry entry : found) {
      if (entry.directory()) {
        entries.add(new Listing.Entry.Directory(entry.path()));
      } else {
        file(root, entry);
      }
      if (problems.size() == TreeScan.MAX_PROBLEMS) {
        break;
      }
    }
    return problems.isEmpty();
  }

  private void file(Beneath root, TreeScan.Entry entry) throws IOException {
    switch (SteadyFile.stage(root, entry.path().text(), entry.facts(), blobs)) {
      case SteadyFile.Result.NotSteady(String reason) ->
          problems.add(new Problem(entry.path().text(), reason));
      case SteadyFile.Result.Whole(Blobs.Staged.Whole whole) -> {
        staged.add(whole);
        boolean executable = (entry.facts().mode() & OWNER_EXECUTES) != 0;
        entries.add(new Listing.Entry.File(entry.path(), executable, whole.size(), whole.digest()));
      }
    }
  }

  /** Stages the listing too and gives everything away, files first. */
  List<Blobs.Staged.Whole> keep(Listing listing) throws IOException {
    byte[] bytes = listing.json().canonical();
    switch (blobs.stage(new ByteArrayInputStream(bytes), Listing.MAX_BYTES)) {
      case Blobs.Staged.TooLarge(long limit) ->
          throw new IOException("the listing has more than " + limit + " bytes");
      case Blobs.Staged.Whole whole -> staged.add(whole);
    }
    kept = true;
    return List.copyOf(staged);
  }

  Listing listing() {
    return new Listing(entries);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    if (!kept) {
      staged.forEach(Blobs.Staged.Whole::discard);
    }
  }
}
