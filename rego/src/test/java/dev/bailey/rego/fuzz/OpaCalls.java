package dev.bailey.rego.fuzz;

import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Outcome;
import dev.bailey.rego.Policy;
import dev.bailey.rego.Query;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Calls builtins that depend on nothing but their operands, here and in OPA; the answers must be
 * equal, or both errors of one code. One module holds a rule for each builtin; operands come as
 * input, sets among them as arrays that the module turns into sets.
 */
final class OpaCalls implements Target {
  /** What depends on the clock or on randomness only for some operands, or answers with prose. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "crypto.x509.parse_and_verify_certificates",
          "crypto.x509.parse_and_verify_certificates_with_options",
          "graphql.parse_and_verify",
          "io.jwt.encode_sign",
          "io.jwt.encode_sign_raw",
          "json.match_schema",
          "json.verify_schema",
          "rego.parse_module");

  private static final String HEAD =
      """
      package differ

      operand(i) = input.plain[i] { true }

      operand(i) = {y | y := item(input.sets[i][_])} { input.sets[i] }

      item(x) = {y | y := x.set[_]} { x.set } else = x { true }

      """;

  private static final List<String> NUMBERS =
      List.of(
          "1.0",
          "1.5",
          "-0.5",
          "1e2",
          "1e-1",
          "0.1",
          "3.999",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "123456789012345678901234567890",
          "1700000000123456789",
          "1e18",
          "64",
          "1000");

  /** Where OPA wraps around at 64 bits and the engine here does not, or answers are too long. */
  private static final Set<String> WITHOUT_HUGE_NUMBERS =
      Set.of("numbers.range", "numbers.range_step", "sum", "time.add_date");

  private static final int FEW_OF_ONE = 4;

  private final Operands operands = new Operands(this::text, this::number);
  private final RegoObject texts = texts();
  private final Map<String, Mutation> changed = new HashMap<>();
  private final Map<String, Integer> different = new HashMap<>();
  private final List<Builtin> builtins;
  private final Set<String> broken = new HashSet<>();
  private final String module;
  private final Policy policy;
  private final Map<String, Query> rules = new HashMap<>();
  private final OpaServer opa;
  private String name = "";
  private int compared;

  /**
   * @param prefix of the names of the builtins to call
   */
  OpaCalls(String program, String prefix) {
    Engine engine = Engine.builder().version(RegoVersion.V0).strictBuiltinErrors(true).build();
    builtins =
        engine.builtins().stream()
            .filter(b -> b.name().startsWith(prefix) && isComparable(b))
            .toList();
    StringBuilder text = new StringBuilder(HEAD);
    for (Builtin builtin : builtins) {
      text.append(rule(builtin)).append(" = [type_name(x), x] { x := ").append(builtin.name());
      List<String> given = new ArrayList<>();
      for (int i = 0; i < builtin.signature().arguments().size(); i++) {
        given.add("operand(\"" + i + "\")");
      }
      text.append('(').append(String.join(", ", given)).append(") }\n");
    }
    module = text.toString();
    policy = engine.policy().module("differ.rego", module).compile().orThrow();
    opa = new OpaServer(program, "--v0-compatible");
    load();
  }

  @Override
  public int executions() {
    return compared;
  }

  private static boolean isComparable(Builtin builtin) {
    return builtin.effect() == Builtin.Effect.PURE
        && !builtin.name().startsWith("internal.")
        && !LEFT_OUT.contains(builtin.name())
        && !(builtin.code() instanceof BuiltinCode.Intrinsic)
        && !(builtin.code() instanceof BuiltinCode.Relation);
  }

  private static String rule(Builtin builtin) {
    return "r_" + builtin.name().replace('.', '_');
  }

  private void load() {
    try {
      String code = opa.load(module, RegoObject.EMPTY);
      if (!code.isEmpty()) {
        throw new IllegalStateException("OPA does not read the module: " + code);
      }
    } catch (OpaServer.NoAnswer e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void run(RandomGenerator random) {
    Builtin builtin = Mutation.pick(builtins, random);
    name = builtin.name();
    compared = 0;
    if (broken.contains(name) || different.getOrDefault(name, 0) >= FEW_OF_ONE) {
      return;
    }
    Value[] given = operands.of(builtin, random);
    if (name.startsWith("graphql.")
        && List.of(given).stream().anyMatch(RegoObject.class::isInstance)) {
      // Documents as objects are handed back here as they are, deliberately.
      return;
    }
    RegoObject input = input(given);
    compared = 1;
    Query rule =
        rules.computeIfAbsent(rule(builtin), name -> policy.query("data.differ." + name).orThrow());
    String here = text(rule.evaluate(Input.of(input)));
    if (here.equals(RegoError.Code.EVAL_LIMIT.text())) {
      // OPA goes on until time or memory ends.
      return;
    }
    String there;
    try {
      there = opa.rule("differ/" + rule(builtin), input);
    } catch (OpaServer.NoAnswer e) {
      broken.add(name);
      load();
      there = "OPA gives no answer: " + e.getMessage();
    }
    // An internal error: OPA's own answer, a number such as 01, cannot be written down.
    if (!here.equals(there) && !there.equals("internal_error")) {
      different.merge(name, 1, Integer::sum);
      throw new AssertionError(
          "%s(%s)\n    here %s\n    OPA  %s".formatted(name, RegoArray.of(given), here, there));
    }
  }

  /** Operands as JSON; in texts without what UTF-8 cannot say. */
  private static RegoObject input(Value[] operands) {
    RegoObject.Builder plain = RegoObject.builder();
    RegoObject.Builder sets = RegoObject.builder();
    for (int i = 0; i < operands.length; i++) {
      if (operands[i] instanceof RegoSet set) {
        List<Value> items = new ArrayList<>();
        set.forEach(
            item -> items.add(item instanceof RegoSet s ? RegoObject.of("set", json(s)) : item));
        sets.put("" + i, json(RegoArray.of(items)));
      } else {
        plain.put("" + i, json(operands[i]));
      }
    }
    return RegoObject.builder().put("plain", plain.build()).put("sets", sets.build()).build();
  }

  private static Value json(Value value) {
    byte[] bytes = value.toJson().getBytes(StandardCharsets.UTF_8);
    return read(new String(bytes, StandardCharsets.UTF_8));
  }

  private static Value read(String text) {
    return Json.read(text) instanceof Json.Read.Ok ok ? ok.value() : RegoString.of(text);
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Defined d -> read(d.value().toJson()).toJson();
      case Outcome.Undefined u -> "";
      case Outcome.Failed f -> f.errors().getFirst().code().text();
    };
  }

  private RegoNumber number(RandomGenerator random) {
    return random.nextInt(3) == 0 && !WITHOUT_HUGE_NUMBERS.contains(name)
        ? RegoNumber.parse(Mutation.pick(NUMBERS, random))
        : RegoNumber.of(random.nextInt(-3, 12));
  }

  /** Of the builtin's own small language, mostly as it is. */
  private String text(RandomGenerator random) {
    List<String> own = seeds();
    return random.nextInt(4) > 0
        ? Mutation.pick(own, random)
        : changed.computeIfAbsent(name, n -> new Mutation(own, own, 2)).text(random);
  }

  /** The texts of the longest name with which that of the builtin begins. */
  private List<String> seeds() {
    for (int length = name.length(); length >= 0; length--) {
      if (texts.get(name.substring(0, length)) instanceof RegoArray own) {
        List<String> all = new ArrayList<>();
        own.forEach(text -> all.add(((RegoString) text).text()));
        return all;
      }
    }
    return List.of("");
  }

  private static RegoObject texts() {
    try (InputStream file = OpaCalls.class.getResourceAsStream("operands.json")) {
      if (file == null) {
        throw new IllegalStateException("operands.json is not among the tests' resources");
      }
      return (RegoObject) read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
