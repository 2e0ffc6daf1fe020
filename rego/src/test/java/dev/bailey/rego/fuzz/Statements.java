package dev.bailey.rego.fuzz;

import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random bodies and terms over the rules that are there already. */
final class Statements {
  private static final List<String> KEYS = List.of("a", "b", "c", "k");
  private static final List<String> SCALARS =
      List.of("1", "2", "3", "0", "\"a\"", "\"b\"", "true", "false", "null");

  /** All scalars, in data, where their types are not known. */
  static final Value OPAQUE =
      Json.read("[" + String.join(",", SCALARS) + "]") instanceof Json.Read.Ok ok
          ? ok.value()
          : RegoArray.EMPTY;

  private static final List<String> COMPARISONS = List.of("==", "!=", "<", ">=", "=");

  /** What kind of thing a rule is. */
  enum Kind {
    SINGLE,
    SET,
    OBJECT,
    NESTED,
    SETS,
    FUNCTION,
    FUNCTION_OF_TWO
  }

  record Rule(String name, Kind kind) {
    boolean isFunction() {
      return kind == Kind.FUNCTION || kind == Kind.FUNCTION_OF_TWO;
    }
  }

  private final RandomGenerator random;
  private final List<Rule> rules;
  private int variables;

  /** Whether wildcards may not stand where terms are written now. */
  private boolean closed;

  Statements(RandomGenerator random, List<Rule> rules) {
    this.random = random;
    this.rules = rules;
  }

  String scalar() {
    return pick(SCALARS);
  }

  private String variable(List<String> bound) {
    String name = "x" + variables++;
    bound.add(name);
    return name;
  }

  String parameter(List<String> bound) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> scalar();
      case 2 -> "[" + variable(bound) + ", " + parameter(bound) + "]";
      case 3 -> "{\"" + pick(KEYS) + "\": " + variable(bound) + "}";
      case 4 -> "_";
      default -> variable(bound);
    };
  }

  String key(List<String> bound) {
    return random.nextInt(2) == 0 ? "." + pick(KEYS) : "[" + term(bound, 0) + "]";
  }

  String body(List<String> bound, int depth) {
    StringBuilder body = new StringBuilder();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      body.append('\t').append(statement(bound, depth)).append('\n');
    }
    return body.toString();
  }

  private String statement(List<String> bound, int depth) {
    return switch (random.nextInt(depth == 0 ? 9 : 18)) {
      case 0 -> declare(bound, " := " + term(bound, 1));
      case 1, 2 -> comparison(bound);
      case 3 -> reference(bound);
      case 4 -> {
        String domain = reference(bound);
        yield random.nextBoolean()
            ? "some " + declare(bound, " in " + domain)
            : "some " + variable(bound) + ", " + pattern(bound) + " in " + domain;
      }
      case 5 -> {
        String domain = reference(bound);
        yield random.nextBoolean()
            ? declare(bound, " = " + domain + "[_]")
            : "some x" + variables + "; " + domain + "[" + variable(bound) + "]";
      }
      case 6 -> {
        String other = reference(bound);
        yield pattern(bound) + " = " + other;
      }
      case 7 -> declare(bound, " := " + call(bound));
      case 8 -> term(bound, 0) + " in " + reference(bound);
      case 9, 10 -> not(bound);
      case 11 -> every(bound);
      case 12 -> reference(bound) + " " + with(bound);
      case 13 -> declare(bound, " := " + reference(bound) + " " + with(bound));
      case 14 -> declare(bound, " := " + comprehension(bound, depth - 1));
      case 15 -> declare(bound, " := " + comprehension(bound, depth - 1) + " " + with(bound));
      case 16 -> declare(bound, " := count(" + comprehension(bound, depth - 1) + ")");
      default -> {
        String all = reference(bound);
        List<String> inner = new ArrayList<>(bound);
        yield "count({ 1 | " + all + "[" + variable(inner) + "]; " + comparison(inner) + " }) > 0";
      }
    };
  }

  private String not(List<String> bound) {
    closed = true;
    String inner =
        switch (random.nextInt(3)) {
          case 0 -> reference(bound);
          case 1 -> comparison(bound);
          default -> reference(bound) + " " + with(bound);
        };
    closed = false;
    return "not " + inner;
  }

  private String comparison(List<String> bound) {
    String known = random.nextInt(3) == 0 ? opaque(bound) : reference(bound);
    return random.nextBoolean()
        ? known + " " + pick(COMPARISONS) + " " + term(bound, 1)
        : term(bound, 0) + " " + pick(COMPARISONS) + " " + known;
  }

  private String every(List<String> bound) {
    List<String> inner = new ArrayList<>(bound);
    String domain = reference(bound);
    String value = variable(inner);
    if (random.nextBoolean()) {
      return "every %s in %s {\n\t%s != 7\n%s\t}".formatted(value, domain, value, body(inner, 0));
    }
    String key = variable(inner);
    return "every %s, %s in %s {\n\t%s != %s\n%s\t}"
        .formatted(key, value, domain, key, value, body(inner, 0));
  }

  private String comprehension(List<String> bound, int depth) {
    List<String> inner = new ArrayList<>(bound);
    String content = body(inner, Math.max(0, depth)).strip();
    String head = term(inner, 1);
    return switch (random.nextInt(3)) {
      case 0 -> "{" + head + " | " + content + "}";
      case 1 -> "[" + head + " | " + content + "]";
      default -> "{" + term(inner, 0) + ": " + head + " | " + content + "}";
    };
  }

  private String with(List<String> bound) {
    String value = random.nextBoolean() ? term(bound, 0) : "data.base." + pick(KEYS);
    if (rules.isEmpty() || random.nextInt(3) == 0) {
      return switch (random.nextInt(4)) {
        case 0 -> "with data.base." + pick(KEYS) + " as " + value;
        case 1 -> "with count as " + value;
        case 2 -> "with input as " + value;
        default -> "with input." + pick(KEYS) + " as " + value;
      };
    }
    Rule rule = pick(rules);
    if (!rule.isFunction()) {
      return "with data.t." + rule.name() + " as " + value;
    }
    Rule other = pick(rules);
    return "with "
        + rule.name()
        + " as "
        + (other.kind() == rule.kind() && random.nextBoolean() ? other.name() : value);
  }

  /** A scalar of which no type is known. */
  private String opaque(List<String> bound) {
    return bound.isEmpty() || random.nextBoolean()
        ? "data.base.s[" + random.nextInt(SCALARS.size()) + "]"
        : pick(bound);
  }

  /** Something that binds variables when it meets a value. */
  private String pattern(List<String> bound) {
    return switch (random.nextInt(5)) {
      case 0 -> "[" + variable(bound) + ", " + (random.nextBoolean() ? "_" : scalar()) + "]";
      case 1 -> "{\"" + pick(KEYS) + "\": " + variable(bound) + "}";
      case 2 -> "[" + term(bound, 0) + ", " + variable(bound) + "]";
      default -> variable(bound);
    };
  }

  /** A new variable and what binds it. */
  private String declare(List<String> bound, String rest) {
    return variable(bound) + rest;
  }

  String term(List<String> bound, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 9)) {
      case 0 -> scalar();
      case 1 -> depth == 0 ? scalar() : opaque(bound);
      case 2, 3 -> bound.isEmpty() ? scalar() : pick(bound);
      case 4, 5 -> reference(bound);
      case 6 -> "[" + term(bound, 0) + ", " + term(bound, 0) + "]";
      case 7 -> "{" + term(bound, 0) + ", " + term(bound, 0) + "}";
      default -> "{\"" + pick(KEYS) + "\": " + term(bound, 0) + "}";
    };
  }

  private String call(List<String> bound) {
    return switch (random.nextInt(6)) {
      case 0 -> "count(" + reference(bound) + ")";
      case 1 -> "object.get(" + reference(bound) + ", " + term(bound, 0) + ", 7)";
      case 2 -> "object.keys(" + reference(bound) + ")";
      case 3 -> reference(bound) + " + " + opaque(bound);
      case 4 -> "sprintf(\"%v\", [" + term(bound, 1) + "])";
      default -> "{" + term(bound, 0) + "} | {" + term(bound, 0) + ", " + scalar() + "}";
    };
  }

  private String reference(List<String> bound) {
    String head =
        switch (random.nextInt(6)) {
          case 0 -> "input";
          case 1 -> "data.base";
          case 2 -> bound.isEmpty() ? "input" : pick(bound);
          default -> rules.isEmpty() ? "input" : use(pick(rules), bound);
        };
    return random.nextInt(4) == 0 && head.startsWith("r")
        ? head
        : head + step(bound) + (random.nextInt(3) == 0 ? step(bound) : "");
  }

  private String use(Rule rule, List<String> bound) {
    return switch (rule.kind()) {
      case FUNCTION -> rule.name() + "(" + argument(bound) + ")";
      case FUNCTION_OF_TWO -> rule.name() + "(" + argument(bound) + ", " + argument(bound) + ")";
      default -> random.nextInt(6) == 0 ? "data.t." + rule.name() : rule.name();
    };
  }

  private String argument(List<String> bound) {
    return switch (random.nextInt(6)) {
      case 0 -> scalar();
      case 1 -> reference(bound);
      case 2 -> "[" + opaque(bound) + ", " + opaque(bound) + "]";
      default -> opaque(bound);
    };
  }

  private String step(List<String> bound) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> "." + pick(KEYS);
      case 2 -> closed ? ".a" : "[_]";
      case 3, 4 -> bound.isEmpty() ? "[0]" : "[" + pick(bound) + "]";
      default -> "[" + scalar() + "]";
    };
  }

  private <T> T pick(List<T> list) {
    return Mutation.pick(list, random);
  }
}
