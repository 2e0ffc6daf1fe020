package dev.bailey.worker.image;

import dev.bailey.worker.image.Progress.Phase;
import java.util.function.Consumer;

/** Turns the lines of mmdebstrap and of the programs it runs into progress. */
final class BuildLog implements Consumer<String> {
  private final Progress.Listener listener;
  private long fetched;
  private long installed;

  BuildLog(Progress.Listener listener) {
    this.listener = listener;
  }

  @Override
  public void accept(String line) {
    if (line.startsWith("Get:")) {
      listener.on(new Progress(Phase.FETCH, ++fetched, "files"));
    } else if (line.startsWith("Setting up ")) {
      listener.on(new Progress(Phase.INSTALL, ++installed, "packages"));
    } else if (line.startsWith("I: creating tarball")) {
      listener.on(new Progress(Phase.ARCHIVE, 0, ""));
    }
  }
}
