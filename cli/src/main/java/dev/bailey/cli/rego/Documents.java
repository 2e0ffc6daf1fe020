package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Result;
import dev.bailey.rego.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Documents from files and from standard input. */
final class Documents {
  private Documents() {}

  static Value json(String name, String text) {
    return switch (Engine.standard().document(name, text)) {
      case Result.Ok<Value> ok -> ok.value();
      case Result.Failed<Value> failed -> throw Shown.failure(Exit.USAGE, "", failed.errors());
    };
  }

  /** JSON, or YAML unless the name says otherwise. */
  static Input input(String name, String text) {
    return Input.of(json(name, text));
  }

  static String standardInput() {
    try {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new Failure(
          Exit.USAGE, "cannot read standard input", String.valueOf(broken.getMessage()), "");
    }
  }
}
