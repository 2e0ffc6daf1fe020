package dev.bailey.rego.fuzz;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Small random programs: rules that read only earlier rules, over few names and values, so that
 * they meet often.
 */
final class Programs {
  private static final List<String> KEYS = List.of("a", "b", "c", "k");
  private static final List<String> SCALARS =
      List.of("1", "2", "3", "0", "\"a\"", "\"b\"", "true", "false", "null");
  private static final List<String> COMPARISONS = List.of("==", "!=", "<", ">=", "=");

  /** What kind of thing an earlier rule is. */
  private enum Kind {
    SINGLE,
    SET,
    OBJECT,
    FUNCTION
  }

  private record Rule(String name, Kind kind) {}

  private final RandomGenerator random;
  private final List<Rule> rules = new ArrayList<>();
  private final StringBuilder text = new StringBuilder("package t\n\n");
  private int variables;

  Programs(RandomGenerator random) {
    this.random = random;
  }

  String module() {
    int count = 2 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      rule("r" + i);
    }
    return text.toString();
  }

  List<String> questions() {
    List<String> questions = new ArrayList<>();
    questions.add("data.t");
    for (Rule rule : rules) {
      questions.add(
          rule.kind() == Kind.FUNCTION
              ? "data.t." + rule.name() + "(" + pick(SCALARS) + ")"
              : "data.t." + rule.name());
    }
    questions.add("[x | some k; x := data.base[k]; data.t[_] = x]");
    return questions;
  }

  Value document() {
    RegoObject.Builder object = RegoObject.builder();
    for (String key : KEYS) {
      if (random.nextInt(4) > 0) {
        object.put(key, value(2));
      }
    }
    return object.build();
  }

  private Value value(int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 6)) {
      case 0 -> RegoNumber.of(random.nextInt(4));
      case 1 -> RegoString.of(pick(KEYS));
      case 2 -> RegoBoolean.of(random.nextBoolean());
      case 3 -> {
        List<Value> items = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
          items.add(value(depth - 1));
        }
        yield RegoArray.of(items);
      }
      default -> {
        RegoObject.Builder object = RegoObject.builder();
        for (int n = random.nextInt(4); n > 0; n--) {
          object.put(pick(KEYS), value(depth - 1));
        }
        yield object.build();
      }
    };
  }

  private void rule(String name) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    int definitions = 1 + random.nextInt(3);
    if (random.nextInt(4) == 0 && (kind == Kind.SINGLE || kind == Kind.FUNCTION)) {
      text.append("default ").append(name).append(kind == Kind.FUNCTION ? "(_)" : "");
      text.append(" := ").append(pick(SCALARS)).append("\n\n");
    }
    String same = pick(SCALARS);
    for (int i = 0; i < definitions; i++) {
      definition(name, kind, same);
    }
    rules.add(new Rule(name, kind));
  }

  private void definition(String name, Kind kind, String same) {
    List<String> bound = new ArrayList<>();
    String head =
        switch (kind) {
          case SINGLE, SET -> name;
          case OBJECT -> name + "[";
          case FUNCTION -> name + "(" + (random.nextInt(3) == 0 ? pick(SCALARS) : argument(bound));
        };
    String body = body(bound, 2);
    String value = random.nextInt(3) == 0 ? term(bound, 1) : same;
    String whole =
        switch (kind) {
          case SINGLE -> head + " := " + value;
          case SET -> head + " contains " + term(bound, 1);
          case OBJECT -> head + term(bound, 0) + "] := " + value;
          case FUNCTION -> head + ") := " + value;
        };
    text.append(whole).append(" if {\n").append(body).append("}");
    if ((kind == Kind.SINGLE || kind == Kind.FUNCTION) && random.nextInt(4) == 0) {
      text.append(" else := ").append(pick(SCALARS)).append(" if {\n");
      text.append(body(new ArrayList<>(), 1)).append("}");
    }
    text.append("\n\n");
  }

  private String argument(List<String> bound) {
    String name = "x" + variables++;
    bound.add(name);
    return name;
  }

  private String body(List<String> bound, int depth) {
    StringBuilder body = new StringBuilder();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      body.append('\t').append(statement(bound, depth)).append('\n');
    }
    return body.toString();
  }

  private String statement(List<String> bound, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 10)) {
      case 0 -> declare(bound, " := " + term(bound, 1));
      case 1 -> term(bound, 1) + " " + pick(COMPARISONS) + " " + term(bound, 1);
      case 2 -> reference(bound);
      case 3 -> {
        String domain = reference(bound);
        yield "some " + declare(bound, " in " + domain);
      }
      case 4 -> {
        String domain = reference(bound);
        yield declare(bound, " = " + domain + "[_]");
      }
      case 5 -> "not " + reference(bound);
      case 6 -> {
        List<String> inner = new ArrayList<>(bound);
        String key = argument(inner);
        yield "every " + key + " in " + reference(bound) + " {\n" + body(inner, 0) + "\t}";
      }
      case 7 -> reference(bound) + " with input." + pick(KEYS) + " as " + term(bound, 0);
      case 8 -> {
        List<String> inner = new ArrayList<>(bound);
        String content = body(inner, 0).strip().replace("\n", "; ");
        String head = term(inner, 0);
        yield declare(
            bound,
            random.nextBoolean()
                ? " := {" + head + " | " + content + "}"
                : " := [" + head + " | " + content + "]");
      }
      default -> term(bound, 0) + " in " + reference(bound);
    };
  }

  /** A new variable and what binds it. */
  private String declare(List<String> bound, String rest) {
    String name = argument(bound);
    return name + rest;
  }

  private String term(List<String> bound, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 7)) {
      case 0, 1 -> pick(SCALARS);
      case 2, 3 -> bound.isEmpty() ? pick(SCALARS) : pick(bound);
      case 4 -> reference(bound);
      case 5 -> "[" + term(bound, 0) + ", " + term(bound, 0) + "]";
      default -> "{\"" + pick(KEYS) + "\": " + term(bound, 0) + "}";
    };
  }

  private String reference(List<String> bound) {
    String head =
        switch (random.nextInt(5)) {
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
    return rule.kind() == Kind.FUNCTION ? rule.name() + "(" + term(bound, 0) + ")" : rule.name();
  }

  private String step(List<String> bound) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> "." + pick(KEYS);
      case 2 -> "[_]";
      case 3 -> bound.isEmpty() ? "[0]" : "[" + pick(bound) + "]";
      default -> "[" + pick(SCALARS) + "]";
    };
  }

  private <T> T pick(List<T> list) {
    return Mutation.pick(list, random);
  }
}
