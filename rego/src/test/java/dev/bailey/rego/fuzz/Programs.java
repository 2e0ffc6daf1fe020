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

  private final RandomGenerator random;
  private final List<Statements.Rule> rules = new ArrayList<>();
  private final StringBuilder text = new StringBuilder("package t\n\n");
  private final Statements write;

  Programs(RandomGenerator random) {
    this.random = random;
    this.write = new Statements(random, rules);
  }

  String module() {
    return module(2 + random.nextInt(5));
  }

  String module(int count) {
    for (int i = 0; i < count; i++) {
      rule("r" + i);
    }
    return text.toString();
  }

  List<String> questions() {
    List<String> questions = new ArrayList<>();
    questions.add("data.t");
    for (Statements.Rule rule : rules) {
      questions.add(
          "data.t."
              + switch (rule.kind()) {
                case FUNCTION -> rule.name() + "(" + write.scalar() + ")";
                case FUNCTION_OF_TWO ->
                    rule.name() + "(" + write.scalar() + ", " + write.scalar() + ")";
                default -> rule.name();
              });
    }
    questions.add("[x | some k; x := data.base[k]; data.t[_] = x]");
    questions.add("[[x, y] | data.t[x][y]]");
    questions.add("{x: y | some x, y in data.t}");
    return questions;
  }

  Value document() {
    RegoObject.Builder object = RegoObject.builder();
    for (String key : KEYS) {
      if (random.nextInt(4) > 0) {
        object.put(key, value(2));
      }
    }
    object.put("s", Statements.OPAQUE);
    return object.build();
  }

  private Value value(int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 6)) {
      case 0 -> RegoNumber.of(random.nextInt(4));
      case 1 -> RegoString.of(Mutation.pick(KEYS, random));
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
          object.put(Mutation.pick(KEYS, random), value(depth - 1));
        }
        yield object.build();
      }
    };
  }

  private void rule(String name) {
    Statements.Kind kind = Mutation.pick(List.of(Statements.Kind.values()), random);
    int definitions = 1 + random.nextInt(3) + (random.nextInt(6) == 0 ? 3 : 0);
    if (random.nextInt(4) == 0) {
      byDefault(name, kind);
    }
    String same = write.scalar();
    for (int i = 0; i < definitions; i++) {
      definition(name, kind, same);
    }
    if (random.nextInt(4) > 0) {
      text.append(name).append(unknown(kind)).append("\n\n");
    }
    rules.add(new Statements.Rule(name, kind));
  }

  /** A definition that says nothing, and after which no type is known. */
  private static String unknown(Statements.Kind kind) {
    return switch (kind) {
      case SINGLE -> " := data.base.none";
      case SET -> " contains data.base.none";
      case OBJECT -> "[k] := v if some k, v in data.base.none";
      case NESTED -> "[k][v] := v if some k, v in data.base.none";
      case SETS -> "[k] contains v if some k, v in data.base.none";
      case FUNCTION -> "(_) := data.base.none";
      case FUNCTION_OF_TWO -> "(_, _) := data.base.none";
    };
  }

  private void byDefault(String name, Statements.Kind kind) {
    String parameters =
        switch (kind) {
          case SINGLE -> "";
          case FUNCTION -> "(_)";
          case FUNCTION_OF_TWO -> "(_, _)";
          default -> null;
        };
    if (parameters != null) {
      text.append("default %s%s := %s\n\n".formatted(name, parameters, write.scalar()));
    }
  }

  private void definition(String name, Statements.Kind kind, String same) {
    List<String> bound = new ArrayList<>();
    List<String> parameters = new ArrayList<>();
    int arity =
        switch (kind) {
          case FUNCTION -> 1;
          case FUNCTION_OF_TWO -> 2;
          default -> 0;
        };
    for (int i = 0; i < arity; i++) {
      parameters.add(write.parameter(bound));
    }
    List<String> known = List.copyOf(bound);
    String body = write.body(bound, 2);
    String value = random.nextInt(2) == 0 ? write.term(bound, 1) : same;
    String head =
        switch (kind) {
          case SINGLE -> name + " := " + value;
          case SET -> name + " contains " + write.term(bound, 1);
          case OBJECT -> name + "[" + write.term(bound, 0) + "] := " + value;
          case NESTED -> name + write.key(bound) + write.key(bound) + " := " + value;
          case SETS -> name + write.key(bound) + " contains " + write.term(bound, 0);
          case FUNCTION, FUNCTION_OF_TWO ->
              name + "(" + String.join(", ", parameters) + ") := " + value;
        };
    text.append(head).append(" if {\n").append(body).append("}");
    if (kind == Statements.Kind.SINGLE || arity > 0) {
      for (int n = random.nextInt(8) / 3 - 1; n > 0; n--) {
        List<String> inner = new ArrayList<>(known);
        String other = write.body(inner, 1);
        text.append(" else := ").append(write.term(inner, 0)).append(" if {\n");
        text.append(other).append("}");
      }
    }
    text.append("\n\n");
  }
}
