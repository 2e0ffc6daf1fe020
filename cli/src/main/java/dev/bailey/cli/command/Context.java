package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.cli.Home;
import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.client.Launcher;
import dev.bailey.cli.show.Terminal;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import java.util.Map;

/** What all commands share. */
public final class Context {
  private final Home home;
  private final Map<String, String> environment;
  private final Terminal terminal;
  private boolean yes;
  private boolean debug;

  public Context(Home home, Map<String, String> environment, Terminal terminal) {
    this.home = home;
    this.environment = environment;
    this.terminal = terminal;
  }

  Home home() {
    return home;
  }

  /** A variable of the environment, or empty. */
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  public Terminal terminal() {
    return terminal;
  }

  Launcher launcher() {
    return new Launcher(home, environment);
  }

  AgentClient client() {
    return new AgentClient(home, launcher());
  }

  void yes(boolean all) {
    yes = all;
  }

  void debug(boolean wanted) {
    debug = wanted;
  }

  /** Whether stack traces are wanted. */
  public boolean debug() {
    return debug;
  }

  /** Prints a document as data. */
  void document(Json document) {
    terminal.data(CanonicalJson.compact(document));
  }

  /**
   * Whether the owner agrees; {@code -y} agrees to all.
   *
   * @throws Failure without a terminal and without {@code -y}
   */
  boolean agrees(String question) {
    if (yes) {
      return true;
    }
    if (!terminal.asks()) {
      throw new Failure(
          Exit.USAGE,
          question + " nobody can answer without a terminal",
          "",
          "say -y to agree beforehand");
    }
    return terminal.agrees(question);
  }
}
