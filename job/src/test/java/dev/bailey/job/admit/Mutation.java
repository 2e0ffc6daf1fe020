package dev.bailey.job.admit;

import dev.bailey.policy.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question with one thing changed.
 *
 * @param place the changed field as {@code point field[].part}, without positions in lists
 * @param kind what was done to it: replaced, emptied, raised, lowered, removed, added, exchanged
 */
record Mutation(String place, String kind, Question question) {
  /** Every single change of every part of a question, however deep. */
  static List<Mutation> of(Question question) {
    List<Mutation> all = new ArrayList<>();
    List<Changed> changes = new ArrayList<>();
    map("", question.input(), changes);
    for (Changed change : changes) {
      Map<String, Object> input = new LinkedHashMap<>();
      ((Map<?, ?>) change.whole).forEach((key, value) -> input.put((String) key, value));
      all.add(
          new Mutation(
              question.point().wireName() + " " + change.place,
              change.kind,
              new Question(question.point(), input)));
    }
    return all;
  }

  /** The field of the question, such as {@code limits.memory_bytes}'s {@code limits}. */
  String field() {
    return place.substring(place.indexOf(' ') + 1).replaceAll("[.\\[].*", "");
  }

  @Override
  public String toString() {
    return place + " " + kind;
  }

  /** What the whole becomes when the part at a place is changed. */
  private record Changed(String place, String kind, Object whole) {}

  private static void value(String place, Object value, List<Changed> out) {
    switch (value) {
      case String text -> {
        out.add(new Changed(place, "replaced", text + "x"));
        out.add(new Changed(place, "replaced", text + "0"));
        if (!text.isEmpty()) {
          char last = text.charAt(text.length() - 1);
          String other = last == '1' ? "2" : "1";
          out.add(new Changed(place, "replaced", text.substring(0, text.length() - 1) + other));
          out.add(new Changed(place, "emptied", ""));
        }
      }
      case Long number -> {
        out.add(new Changed(place, "raised", number + 1));
        out.add(new Changed(place, "lowered", number - 1));
      }
      case Boolean flag -> out.add(new Changed(place, "replaced", !flag));
      case List<?> list -> list(place, List.copyOf(list), out);
      case Map<?, ?> map -> map(place + ".", map, out);
      default -> throw new IllegalArgumentException(place + " has an unknown kind of value");
    }
  }

  private static void list(String place, List<Object> list, List<Changed> out) {
    List<Object> longer = new ArrayList<>(list);
    longer.add(list.isEmpty() ? "x" : another(list.getLast()));
    out.add(new Changed(place, "added", longer));
    for (int i = 0; i < list.size(); i++) {
      int at = i;
      List<Object> shorter = new ArrayList<>(list);
      shorter.remove(at);
      out.add(new Changed(place, "removed", shorter));
      if (at > 0 && !list.get(at).equals(list.get(at - 1))) {
        List<Object> exchanged = new ArrayList<>(list);
        exchanged.set(at, list.get(at - 1));
        exchanged.set(at - 1, list.get(at));
        out.add(new Changed(place, "exchanged", exchanged));
      }
      List<Changed> inner = new ArrayList<>();
      value(place + "[]", list.get(at), inner);
      for (Changed change : inner) {
        List<Object> changed = new ArrayList<>(list);
        changed.set(at, change.whole);
        out.add(new Changed(change.place, change.kind, changed));
      }
    }
  }

  private static Object another(Object item) {
    if (item instanceof Map<?, ?> map) {
      Map<Object, Object> other = new LinkedHashMap<>();
      map.forEach((key, value) -> other.put(key, another(value)));
      return other;
    }
    List<Changed> changes = new ArrayList<>();
    value("", item, changes);
    return changes.getFirst().whole;
  }

  private static void map(String prefix, Map<?, ?> map, List<Changed> out) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String place = prefix + entry.getKey();
      Map<Object, Object> without = new LinkedHashMap<>(map);
      without.remove(entry.getKey());
      out.add(new Changed(place, "taken out", without));
      List<Changed> inner = new ArrayList<>();
      value(place, entry.getValue(), inner);
      for (Changed change : inner) {
        Map<Object, Object> changed = new LinkedHashMap<>(map);
        changed.put(entry.getKey(), change.whole);
        out.add(new Changed(change.place, change.kind, changed));
      }
    }
  }
}
