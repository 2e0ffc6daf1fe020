package dev.bailey.policy.vectors;

import dev.bailey.policy.interpreter.Log;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.simulate.Simulator;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run of the simulator over files in memory. */
final class SimulatorCase {
  private SimulatorCase() {}

  static void run(Args vector, Problems problems) {
    Args input = vector.inner("input");
    Map<String, String> files = files(input);
    List<String> log = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    Simulator.Files access =
        new Simulator.Files() {
          @Override
          public Tried<String> read(String path) {
            String text = files.get(path);
            return text == null
                ? Tried.failed("open " + path + ": no such file or directory")
                : Tried.done(text);
          }

          @Override
          public Log log(String path) {
            return (label, text) -> log.add(label + ": " + text);
          }
        };
    int code =
        new Simulator(access, line -> lines.addAll(line.lines().toList()))
            .run(input.texts("args").items());
    Args expect = vector.inner("expect");
    problems.same("exit code", expect.value("exit_code"), RegoNumber.of(code));
    problems.same("lines", expect.value("lines"), texts(lines));
    if (expect.has("log_lines")) {
      problems.same("log", expect.value("log_lines"), texts(log));
    }
  }

  private static Map<String, String> files(Args input) {
    Map<String, String> files = new HashMap<>();
    files.put("policy.rego", input.text("policy"));
    files.put("commands.json", input.value("commands").toJson());
    if (input.has("data")) {
      files.put("data.json", input.text("data"));
    }
    input.inner("files").object().forEach((name, text) -> files.put(string(name), string(text)));
    return files;
  }

  private static String string(Value value) {
    return ((RegoString) value).text();
  }

  private static RegoArray texts(List<String> lines) {
    return RegoArray.of(lines.stream().map(RegoString::of).toList());
  }
}
