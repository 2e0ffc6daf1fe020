package dev.bailey.server;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.Gatehouse;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Ledger;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings the gates of attempts that were open when an agent stopped back to where they were. */
final class Replay {
  private final Map<Subject, List<List<Question>>> allowed = new HashMap<>();

  /** Reads the allowed decisions of these subjects, all of whose events are from an index on. */
  Replay(Ledger ledger, long from, Set<Subject> subjects) {
    ledger.read(
        from,
        entry -> {
          Subject subject = entry.event().subject();
          Json.Obj body = entry.event().body();
          if (subjects.contains(subject)
              && entry.event().type() == EventType.DECISION
              && body.bool("allowed").orElse(false)) {
            allowed.computeIfAbsent(subject, s -> new ArrayList<>()).add(questions(body));
          }
        });
  }

  /** The subject's gate with the state that its decisions left. */
  Gate gate(Gatehouse gatehouse, Subject subject) {
    return gatehouse.resume(subject, allowed.getOrDefault(subject, List.of()));
  }

  private static List<Question> questions(Json.Obj body) {
    List<Question> questions = new ArrayList<>();
    for (Json item : body.array("questions")) {
      if (item instanceof Json.Obj question) {
        point(question.text("point").orElse(""))
            .ifPresent(p -> questions.add(new Question(p, members(question.object("input")))));
      }
    }
    return questions;
  }

  private static Optional<Point> point(String name) {
    return Arrays.stream(Point.values()).filter(p -> p.wireName().equals(name)).findFirst();
  }

  private static Map<String, Object> members(Json.Obj json) {
    Map<String, Object> out = new LinkedHashMap<>();
    json.members().forEach((name, value) -> out.put(name, plain(value)));
    return out;
  }

  private static Object plain(Json json) {
    return switch (json) {
      case Json.Str text -> text.value();
      case Json.Num number -> whole(number.value());
      case Json.Bool truth -> truth.value();
      case Json.Null ignored -> "";
      case Json.Arr array -> array.items().stream().map(Replay::plain).toList();
      case Json.Obj object -> members(object);
    };
  }

  private static long whole(BigDecimal value) {
    return value.longValueExact();
  }
}
