package dev.bailey.policy.vectors;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Runs a vector by its kind. */
final class Vectors {
  private Vectors() {}

  /** What is wrong; empty if it passed. */
  static List<String> run(Args vector) {
    Problems problems = new Problems();
    try {
      run(vector, problems);
    } catch (RuntimeException | StackOverflowError bug) {
      StringWriter trace = new StringWriter();
      bug.printStackTrace(new PrintWriter(trace));
      problems.add("thrown", trace.toString().lines().limit(12).reduce("", (a, b) -> a + "\n" + b));
    }
    return problems.all();
  }

  private static void run(Args vector, Problems problems) {
    switch (vector.text("kind")) {
      case "enforcer" -> EnforcerCase.run(vector, problems);
      case "raw_error" -> OtherCases.rawError(vector, problems);
      case "extract_decision" -> OtherCases.extractDecision(vector, problems);
      case "parse_namespace" -> OtherCases.parseNamespace(vector, problems);
      case "interpreter" -> InterpreterCase.run(vector, problems);
      case "digest" -> ImageCases.digest(vector, problems);
      case "seccomp" -> ImageCases.seccomp(vector, problems);
      case "user_info" -> ImageCases.userInfo(vector, problems);
      case "image_user" -> ImageCases.imageUser(vector, problems);
      case "marshal" -> MarshalCase.run(vector, problems);
      case "config_toml" -> ConfigCase.run(vector, problems);
      case "cose" -> CoseCase.run(vector, problems);
      case "simulator" -> SimulatorCase.run(vector, problems);
      default -> problems.add(vector.text("kind"), "this kind is not built yet");
    }
  }
}
