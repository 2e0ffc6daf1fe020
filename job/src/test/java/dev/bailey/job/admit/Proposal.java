package dev.bailey.job.admit;

import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does what the text of a denial proposes, as a person would who reads no more than that. A text
 * that leaves something to its reader, such as which container is meant, gives nothing.
 */
final class Proposal {
  private static final Pattern SET = Pattern.compile("set (\\w+) to (.*)", Pattern.DOTALL);
  private static final Pattern MOUNT =
      Pattern.compile("(make|leave out) the mount at (\\S+)(?: (\\[.*?]))?(?: and |$)");
  private static final Pattern MOST = Pattern.compile("at most (\\d+)(?:, and not 0)?");
  private static final Pattern EACH =
      Pattern.compile("leave out each (\\S+) that does not match (.*)", Pattern.DOTALL);
  private static final String ENVIRONMENT = "envList";

  private Proposal() {}

  /** The question with the changes made; several if the text leaves a choice. */
  static List<Question> applied(Question question, Denial denial) {
    String text = denial.nearest();
    String field = denial.field();
    if (text.startsWith("one of ")) {
      return json(text.substring(7)) instanceof List<?> all
          ? choices(question, field, all)
          : List.of();
    }
    Matcher most = MOST.matcher(text);
    if (most.matches()) {
      return List.of(with(question, field, Long.parseLong(most.group(1))));
    }
    if (text.equals("true")) {
      return List.of(with(question, field, true));
    }
    if (text.equals("leave it out")) {
      Map<String, Object> input = new LinkedHashMap<>(question.input());
      input.remove(field);
      return List.of(new Question(question.point(), input));
    }
    Optional<Question> all = Optional.of(question);
    for (String step : text.split("; ", -1)) {
      all = all.flatMap(so -> step(so, step));
    }
    return all.stream().toList();
  }

  private static Optional<Question> step(Question question, String step) {
    Matcher set = SET.matcher(step);
    if (set.matches()) {
      return Optional.of(with(question, set.group(1), json(set.group(2))));
    }
    if (step.contains("the mount at ")) {
      return Optional.of(with(question, "mounts", mounts(question, step)));
    }
    return step.startsWith("set ") || step.startsWith("leave out ")
        ? Optional.of(with(question, ENVIRONMENT, environment(question, step)))
        : Optional.empty();
  }

  private static List<Object> environment(Question question, String text) {
    List<Object> all = new ArrayList<>(question.texts(ENVIRONMENT));
    for (String step : text.split(", ", -1)) {
      Matcher each = EACH.matcher(step);
      if (each.matches()) {
        all.removeIf(
            one -> one.toString().startsWith(each.group(1) + "=") && !one.equals(each.group(2)));
        continue;
      }
      String entry = step.replaceFirst("^(set|leave out) ", "");
      String name = entry.replaceFirst("=.*", "");
      all.removeIf(one -> one.equals(name) || one.toString().startsWith(name + "="));
      if (step.startsWith("set ")) {
        all.add(entry);
      }
    }
    return all;
  }

  private static List<Object> mounts(Question question, String text) {
    List<Object> all = new ArrayList<>();
    if (question.input().get("mounts") instanceof List<?> before) {
      all.addAll(before);
    }
    Matcher step = MOUNT.matcher(text);
    while (step.find()) {
      String place = step.group(2);
      if (step.group(1).equals("make")) {
        Object options = json(step.group(3));
        all.replaceAll(one -> at(one, place) ? mount((Map<?, ?>) one, options) : one);
      } else {
        all.removeIf(one -> at(one, place));
      }
    }
    return all;
  }

  private static boolean at(Object mount, String place) {
    return mount instanceof Map<?, ?> map && place.equals(map.get("destination"));
  }

  private static Map<Object, Object> mount(Map<?, ?> mount, Object options) {
    Map<Object, Object> made = new LinkedHashMap<>(mount);
    made.put("options", options);
    made.put("type", "bind");
    return made;
  }

  private static List<Question> choices(Question question, String field, List<?> all) {
    return switch (field) {
      case "inputs" -> List.of(inputs(question, all));
      case "outputs" ->
          List.of(
              with(
                  question,
                  field,
                  question.texts(field).stream()
                      .filter(name -> all.stream().anyMatch(e -> name.matches(e.toString())))
                      .toList()));
      case "name" -> choices(question, field, all, e -> e.toString().replaceAll("\\\\", ""));
      default -> choices(question, field, all, Function.identity());
    };
  }

  private static List<Question> choices(
      Question question, String field, List<?> all, Function<Object, Object> value) {
    return all.stream().map(one -> with(question, field, value.apply(one))).toList();
  }

  private static Question inputs(Question question, List<?> all) {
    List<Object> digests = new ArrayList<>();
    List<Object> names = new ArrayList<>();
    for (Object one : all) {
      Map<?, ?> dataset = (Map<?, ?>) one;
      digests.add(dataset.get("sha256"));
      names.add(dataset.get("name"));
    }
    return with(with(question, "inputs", digests), "input_names", names);
  }

  private static Question with(Question question, String field, Object value) {
    Map<String, Object> input = new LinkedHashMap<>(question.input());
    int dot = field.indexOf('.');
    if (dot < 0) {
      input.put(field, value);
    } else {
      String whole = field.substring(0, dot);
      Map<Object, Object> parts = new LinkedHashMap<>();
      if (input.get(whole) instanceof Map<?, ?> before) {
        parts.putAll(before);
      }
      parts.put(field.substring(dot + 1), value);
      input.put(whole, parts);
    }
    return new Question(question.point(), input);
  }

  private static Object json(String text) {
    return switch (JsonReader.read(text)) {
      case JsonReader.Result.Value read -> plain(read.json());
      case JsonReader.Result.Malformed bad -> throw new AssertionError(bad + " in " + text);
    };
  }

  private static Object plain(Json json) {
    return switch (json) {
      case Json.Str text -> text.value();
      case Json.Num number -> number.value().longValueExact();
      case Json.Bool flag -> flag.value();
      case Json.Arr list -> list.items().stream().map(Proposal::plain).toList();
      case Json.Obj object -> {
        Map<String, Object> all = new LinkedHashMap<>();
        object.members().forEach((name, value) -> all.put(name, plain(value)));
        yield all;
      }
      case Json.Null ignored -> throw new AssertionError("null is no value of a question");
    };
  }
}
