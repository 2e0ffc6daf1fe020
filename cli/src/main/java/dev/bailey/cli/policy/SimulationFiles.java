package dev.bailey.cli.policy;

import dev.bailey.policy.interpreter.Log;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.simulate.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a simulation; it writes none. */
public final class SimulationFiles implements Simulator.Files {
  @Override
  public Tried<String> read(String path) {
    try {
      return Tried.done(Files.readString(Path.of(path)));
    } catch (IOException unreadable) {
      return Tried.failed("cannot read " + path + ": " + unreadable.getMessage());
    }
  }

  @Override
  public Log log(String path) {
    return Log.NOWHERE;
  }
}
