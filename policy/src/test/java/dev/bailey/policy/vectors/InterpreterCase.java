package dev.bailey.policy.vectors;

import dev.bailey.policy.interpreter.Compiler;
import dev.bailey.policy.interpreter.Interpreter;
import dev.bailey.policy.interpreter.Metadata;
import dev.bailey.policy.interpreter.ModuleText;
import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.Value;
import java.util.List;

/** Operations on one interpreter. */
final class InterpreterCase {
  private static final Compiler COMPILER = new Compiler();

  private final Interpreter interpreter;
  private final Problems problems;
  private Metadata saved = Metadata.EMPTY;

  private InterpreterCase(Interpreter interpreter, Problems problems) {
    this.interpreter = interpreter;
    this.problems = problems;
  }

  static void run(Args vector, Problems problems) {
    Args input = vector.inner("input");
    InterpreterCase run =
        new InterpreterCase(
            new Interpreter(
                COMPILER,
                List.of(new ModuleText("policy.rego", input.text("code"))),
                input.inner("data").object()),
            problems);
    int number = 0;
    for (Args op : input.each("ops", args -> args)) {
      run.operation(number++ + " " + op.text("op"), op, op.inner("args"), op.inner("expect"));
    }
  }

  private void operation(String where, Args op, Args args, Args expect) {
    switch (op.text("op")) {
      case "query" ->
          compare(
              where,
              expect,
              "result",
              interpreter.query(args.text("rule"), args.value("input")).map(Results::object));
      case "compile" -> compare(where, expect, "", done(interpreter.compile()));
      case "add_module" ->
          problems.same(
              where,
              expect.text("id"),
              interpreter.addModule(
                  args.text("issuer"),
                  args.text("feed"),
                  args.text("namespace"),
                  args.text("code")));
      case "remove_module" -> interpreter.removeModule(args.text("id"));
      case "is_module_active" ->
          problems.same(
              where,
              expect.value("active"),
              RegoBoolean.of(interpreter.isModuleActive(args.text("id"))));
      case "get_data" -> compare(where, expect, "value", interpreter.data(args.text("key")));
      case "update_data" ->
          compare(
              where,
              expect,
              "",
              done(interpreter.updateData(args.text("key"), args.value("value"))));
      case "get_metadata" ->
          compare(
              where,
              expect,
              "value",
              interpreter.metadata().value(args.text("name"), args.text("key")));
      case "update_os" ->
          compare(where, expect, "", done(interpreter.operatingSystem(args.text("os"))));
      case "save_metadata" -> saved = interpreter.metadata();
      case "restore_metadata" -> interpreter.restore(saved);
      case "metadata" -> compare(where, expect, "value", Tried.done(interpreter.metadata().root()));
      default -> problems.add(where, "unknown operation");
    }
  }

  private static Tried<Value> done(Tried<?> tried) {
    return tried.map(any -> RegoNull.NULL);
  }

  private void compare(String where, Args expect, String field, Tried<? extends Value> tried) {
    boolean wantedOk = expect.flag("ok");
    switch (tried) {
      case Tried.Done<? extends Value> done -> {
        if (!wantedOk) {
          problems.add(where, "should fail with " + expect.text("error"));
        } else if (!expect.value(field).toJson().contains("__not_representable")) {
          problems.same(
              where, Problems.inDoubles(expect.value(field)), Problems.inDoubles(done.value()));
        }
      }
      case Tried.Failed<? extends Value> failed -> {
        if (wantedOk && !expect.value(field).toJson().contains("__not_representable")) {
          problems.add(where, "failed with " + failed.error());
        } else {
          problems.error(where, expect.text("error"), failed.error());
        }
      }
    }
  }
}
