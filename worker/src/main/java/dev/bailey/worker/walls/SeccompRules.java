package dev.bailey.worker.walls;

import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What makes a filter weak, or the runtime read it otherwise than we do. */
final class SeccompRules {
  private static final String ALLOW = "SCMP_ACT_ALLOW";

  private static final Set<String> ACTIONS =
      Set.of(
          ALLOW,
          "SCMP_ACT_ERRNO",
          "SCMP_ACT_KILL",
          "SCMP_ACT_KILL_PROCESS",
          "SCMP_ACT_KILL_THREAD");

  private static final Set<String> OPERATORS =
      Set.of(
          "SCMP_CMP_NE",
          "SCMP_CMP_LT",
          "SCMP_CMP_LE",
          "SCMP_CMP_EQ",
          "SCMP_CMP_GE",
          "SCMP_CMP_GT",
          "SCMP_CMP_MASKED_EQ");

  /** Machines whose programs may run; a filter for a second, older one would be a way around. */
  private static final Set<String> MACHINES = Set.of("SCMP_ARCH_X86_64", "SCMP_ARCH_AARCH64");

  private static final Set<String> FIELDS =
      Set.of("comment", "defaultAction", "defaultErrnoRet", "defaultErrno", "archMap", "syscalls");
  private static final Set<String> RULE_FIELDS =
      Set.of("comment", "names", "action", "errnoRet", "errno", "args");
  private static final Set<String> ARGUMENT_FIELDS = Set.of("index", "value", "valueTwo", "op");

  private static final Pattern CALL = Pattern.compile("[a-z_][a-z0-9_]{0,63}");
  private static final int ARGUMENTS = 6;
  private static final BigInteger REGISTER = BigInteger.ONE.shiftLeft(64);

  private SeccompRules() {}

  /** One comparison of an argument; numbers are unsigned. */
  record Condition(int index, String operator, long value, long valueTwo) {}

  /** What is wrong inside; never leaves this class. */
  private static final class Weak extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String reason;

    Weak(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }

  /** Why nothing may be started with this text; empty if it is a strong filter. */
  static Optional<String> weakness(byte[] text) {
    try {
      switch (JsonReader.read(text)) {
        case JsonReader.Result.Malformed bad ->
            throw new Weak("not JSON at character " + bad.offset() + ": " + bad.reason());
        case JsonReader.Result.Value value -> profile(object(value.json(), "it is not an object"));
      }
      return Optional.empty();
    } catch (Weak weak) {
      return Optional.of(weak.reason);
    }
  }

  private static Json.Obj object(Json json, String otherwise) {
    if (json instanceof Json.Obj object) {
      return object;
    }
    throw new Weak(otherwise);
  }

  private static void known(Json.Obj object, Set<String> fields) {
    for (String field : object.members().keySet()) {
      if (!fields.contains(field)) {
        throw new Weak("it has the unknown field '" + field + "'");
      }
    }
  }

  private static void profile(Json.Obj profile) {
    String otherwise = profile.text("defaultAction").orElse("");
    if (!ACTIONS.contains(otherwise) || otherwise.equals(ALLOW)) {
      throw new Weak("what it does not name is not refused");
    }
    List<Json> machines = profile.array("archMap");
    if (machines.isEmpty() || profile.get("architectures").isPresent()) {
      throw new Weak("it does not say for which machines it is");
    }
    for (Json machine : machines) {
      if (!(machine instanceof Json.Obj m)
          || !Set.of("architecture", "subArchitectures").containsAll(m.members().keySet())
          || !MACHINES.contains(m.text("architecture").orElse(""))
          || !m.array("subArchitectures").isEmpty()) {
        throw new Weak("it admits programs of a second machine");
      }
    }
    List<Json> rules = profile.array("syscalls");
    if (rules.isEmpty()) {
      throw new Weak("it has no rules");
    }
    known(profile, FIELDS);
    rules.forEach(rule -> rule(object(rule, "a rule is not an object")));
  }

  private static void rule(Json.Obj rule) {
    List<Json> names = rule.array("names");
    if (names.isEmpty()) {
      throw new Weak("a rule names no system call");
    }
    String action = rule.text("action").orElse("");
    if (!ACTIONS.contains(action)) {
      throw new Weak("a rule has the unknown action '" + action + "'");
    }
    known(rule, RULE_FIELDS);
    List<Condition> conditions = conditions(rule);
    for (Json name : names) {
      if (!(name instanceof Json.Str(String call)) || !CALL.matcher(call).matches()) {
        throw new Weak("a rule names something that is no system call");
      }
      if (action.equals(ALLOW)) {
        allowed(call, conditions);
      }
    }
  }

  private static void allowed(String call, List<Condition> conditions) {
    if (ForbiddenCalls.ALWAYS.contains(call)) {
      throw new Weak("it allows " + call + ", which no filter may");
    }
    ArgumentRules.weakness(call, conditions)
        .ifPresent(weakness -> {
          throw new Weak(weakness);
        });
  }

  /** Two comparisons of one argument would become two rules, of which one is enough. */
  private static List<Condition> conditions(Json.Obj rule) {
    List<Condition> all = new ArrayList<>();
    Set<Integer> indices = new HashSet<>();
    for (Json item : rule.array("args")) {
      Json.Obj argument = object(item, "an argument is not an object");
      known(argument, ARGUMENT_FIELDS);
      long index = argument.whole("index").orElse(-1L);
      String operator = argument.text("op").orElse("");
      if (index < 0 || index >= ARGUMENTS || !OPERATORS.contains(operator)) {
        throw new Weak("a comparison of an argument is incomplete");
      }
      if (!indices.add((int) index)) {
        throw new Weak("a rule compares one argument twice");
      }
      all.add(
          new Condition(
              (int) index, operator, register(argument, "value"), register(argument, "valueTwo")));
    }
    if (all.isEmpty() && rule.get("args").isPresent()) {
      throw new Weak("a rule has args without any");
    }
    return all;
  }

  private static long register(Json.Obj argument, String name) {
    Optional<Json> value = argument.get(name);
    if (value.isEmpty() && name.equals("valueTwo")) {
      return 0;
    }
    if (value.isPresent()
        && value.get() instanceof Json.Num number
        && number.value().stripTrailingZeros().scale() <= 0) {
      BigInteger whole = number.value().toBigIntegerExact();
      if (whole.signum() >= 0 && whole.compareTo(REGISTER) < 0) {
        return whole.longValue();
      }
    }
    throw new Weak("a comparison of an argument has no number");
  }
}
