package dev.bailey.policy.simulate;

import dev.bailey.policy.interpreter.LogLevel;
import dev.bailey.policy.interpreter.Tried;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a simulation is made of.
 *
 * @param policy file with the policy
 * @param commands file with the questions, a JSON array
 * @param data file with the documents that replace the usual ones
 * @param log file that tells what happens
 * @param levelName how much of it, as it was written
 */
public record SimulatorOptions(
    String policy,
    String commands,
    Optional<String> data,
    Optional<String> log,
    LogLevel level,
    String levelName) {

  public static final String USAGE =
      "usage: -policy FILE -commands FILE [-data FILE] [-log FILE]"
          + " [-logLevel None|Info|Results|Metadata]";

  private static final Set<String> NAMES = Set.of("policy", "commands", "data", "log", "logLevel");

  /** Options as a command line has them: {@code -name value}, {@code --name=value}. */
  public static Tried<SimulatorOptions> read(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      String name = argument.startsWith("--") ? argument.substring(2) : argument.substring(1);
      int equals = name.indexOf('=');
      boolean whole = equals < 0;
      String option = whole ? name : name.substring(0, equals);
      if (!argument.startsWith("-") || !NAMES.contains(option)) {
        return Tried.failed(USAGE);
      }
      if (whole && ++i == arguments.size()) {
        return Tried.failed(USAGE);
      }
      given.put(option, whole ? arguments.get(i) : name.substring(equals + 1));
    }
    if (!given.containsKey("policy") || !given.containsKey("commands")) {
      return Tried.failed(USAGE);
    }
    String level = given.getOrDefault("logLevel", "Info");
    return LogLevel.of(level)
        .map(known ->
            Tried.done(
                new SimulatorOptions(
                    given.getOrDefault("policy", ""),
                    given.getOrDefault("commands", ""),
                    Optional.ofNullable(given.get("data")),
                    Optional.ofNullable(given.get("log")),
                    known,
                    level)))
        .orElse(Tried.failed("unrecognized log level: " + level));
  }
}
