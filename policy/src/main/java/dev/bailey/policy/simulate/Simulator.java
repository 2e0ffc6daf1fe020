package dev.bailey.policy.simulate;

import dev.bailey.policy.enforce.Capabilities;
import dev.bailey.policy.enforce.Framework;
import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.interpreter.Compiler;
import dev.bailey.policy.interpreter.Interpreter;
import dev.bailey.policy.interpreter.Log;
import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.StringTokenizer;
import java.util.function.Consumer;

/**
 * Puts questions to a policy one after the other and says what it answers, with its reasons. The
 * policy is asked as it is: no version of the API fills anything in.
 */
public final class Simulator {
  /** The files that a simulation reads and writes. */
  public interface Files {
    /** A file's text. */
    Tried<String> read(String path);

    /** Opens a log at its end. */
    Log log(String path);
  }

  private final Files files;
  private final Consumer<String> out;

  /**
   * @param out takes what is said, line by line
   */
  public Simulator(Files files, Consumer<String> out) {
    this.files = files;
    this.out = out;
  }

  /**
   * Runs a simulation as a program would.
   *
   * @return the exit code: 0, or 1 if something was wrong with the files or the policy
   */
  public int run(List<String> arguments) {
    return switch (SimulatorOptions.read(arguments).then(this::prepared)) {
      case Tried.Done<Prepared> done -> {
        Tried<Integer> all = ask(done.value());
        if (all instanceof Tried.Failed<Integer> failed) {
          out.accept(failed.error());
          yield 1;
        }
        yield 0;
      }
      case Tried.Failed<Prepared> failed -> {
        out.accept(failed.error());
        yield 1;
      }
    };
  }

  private record Prepared(Interpreter interpreter, RegoArray commands) {}

  private Tried<Prepared> prepared(SimulatorOptions options) {
    return files
        .read(options.policy())
        .then(policy ->
            documents(options)
                .then(data -> interpreter(options, policy, data))
                .then(interpreter ->
                    json(options.commands())
                        .then(value -> array(value, options.commands()))
                        .map(commands -> new Prepared(interpreter, commands))));
  }

  private Tried<RegoObject> documents(SimulatorOptions options) {
    if (options.data().isEmpty()) {
      return Tried.done(
          RegoObject.builder()
              .put("defaultMounts", RegoArray.EMPTY)
              .put("privilegedMounts", RegoArray.EMPTY)
              .put("sandboxPrefix", RegoString.of("sandbox://"))
              .put("hugePagesPrefix", RegoString.of("hugepages://"))
              .put("defaultPrivilegedCapabilities", texts(Capabilities.DEFAULT_PRIVILEGED))
              .put("defaultUnprivilegedCapabilities", texts(Capabilities.DEFAULT_UNPRIVILEGED))
              .build());
    }
    return json(options.data().get())
        .then(value ->
            value instanceof RegoObject object
                ? Tried.done(object)
                : Tried.failed(options.data().get() + " is not an object"));
  }

  private static RegoArray texts(List<String> texts) {
    return RegoArray.of(texts.stream().map(RegoString::of).toList());
  }

  private Tried<Interpreter> interpreter(SimulatorOptions options, String policy, RegoObject data) {
    Interpreter interpreter = new Interpreter(new Compiler(), Framework.with(policy), data);
    return interpreter
        .operatingSystem(OperatingSystem.LINUX.text())
        .then(set -> {
          options
              .log()
              .ifPresent(path -> {
                out.accept(
                    "turning on logging to %s with level %s".formatted(path, options.levelName()));
                interpreter.enableLogging(files.log(path), options.level());
              });
          return interpreter.compile();
        })
        .map(compiled -> interpreter);
  }

  private Tried<Value> json(String path) {
    return files
        .read(path)
        .then(text ->
            switch (Json.read(text)) {
              case Json.Read.Ok ok -> Tried.done(ok.value());
              case Json.Read.Malformed bad -> Tried.failed(path + ": " + bad);
            });
  }

  private static Tried<RegoArray> array(Value value, String path) {
    return value instanceof RegoArray array
        ? Tried.done(array)
        : Tried.failed(path + " is not an array");
  }

  private Tried<Integer> ask(Prepared prepared) {
    int number = 0;
    for (Value command : prepared.commands) {
      Tried<?> asked = ask(prepared.interpreter, number++, command);
      if (asked instanceof Tried.Failed<?> failed) {
        return Tried.failed(failed.error());
      }
    }
    return Tried.done(number);
  }

  private Tried<?> ask(Interpreter interpreter, int number, Value command) {
    if (!(command instanceof RegoObject object)
        || !(object.get("name") instanceof RegoString text)
        || !(object.get("input") instanceof RegoObject input)) {
      return Tried.failed("a command is an object with name and input");
    }
    return text.text().equals("load_fragment")
        ? askWithFragment(interpreter, number, input)
        : ask(interpreter, number, text.text(), input);
  }

  private Tried<Results> ask(Interpreter interpreter, int number, String name, RegoObject input) {
    return interpreter
        .query("data.policy." + name, input)
        .orSay("query of %s with input %s failed with error ".formatted(name, input.toJson()))
        .then(results -> say(interpreter, number, name, input, results));
  }

  private Tried<Results> say(
      Interpreter interpreter, int number, String name, RegoObject input, Results results) {
    return results
        .bool("allowed")
        .orSay("policy result missing required `allowed` key: ")
        .map(allowed -> {
          out.accept("%02d> %s %s".formatted(number, name, allowed ? "ok" : "not allowed"));
          if (!allowed) {
            reason(interpreter, name, input).ifPresent(out);
          }
          return results;
        });
  }

  private Tried<Boolean> askWithFragment(Interpreter interpreter, int number, RegoObject input) {
    if (!(input.get("local_path") instanceof RegoString path)) {
      return Tried.failed(
          "'load_fragment' requires a 'local_path' member in its input that names the file");
    }
    return files
        .read(path.text())
        .orSay("unable to load fragment: ")
        .then(rego -> {
          String id =
              interpreter.addModule(
                  text(input, "issuer"), text(input, "feed"), namespace(rego), rego);
          Tried<Results> results = ask(interpreter, number, "load_fragment", input);
          return results.map(answer -> {
            boolean stays = answer.find("add_module").equals(Optional.of(RegoBoolean.TRUE));
            if (!stays) {
              interpreter.removeModule(id);
            }
            return stays;
          });
        });
  }

  private static String text(RegoObject input, String key) {
    return input.get(key) instanceof RegoString text ? text.text() : "";
  }

  /** The second word of the first line. */
  private static String namespace(String rego) {
    StringTokenizer words = new StringTokenizer(rego.lines().findFirst().orElse(""));
    if (words.countTokens() < 2) {
      return "";
    }
    words.nextToken();
    return words.nextToken();
  }

  private static Optional<String> reason(Interpreter interpreter, String name, RegoObject input) {
    RegoObject question = input.put(RegoString.of("rule"), RegoString.of(name));
    Tried<RegoArray> errors =
        interpreter.query("data.policy.reason", question).then(r -> r.array("errors"));
    if (!(errors instanceof Tried.Done<RegoArray> done)) {
      return Optional.empty();
    }
    StringJoiner reasons = new StringJoiner(" ", "Reason: [", "]");
    done.value().forEach(e -> reasons.add(e instanceof RegoString s ? s.text() : e.toJson()));
    return Optional.of(reasons.toString());
  }
}
