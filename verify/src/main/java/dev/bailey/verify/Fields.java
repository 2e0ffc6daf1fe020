package dev.bailey.verify;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the members of an object and notes every one that is missing, of another kind or unknown.
 * After a problem a harmless value is returned, so that all problems of an object are found;
 * whoever reads must look at the problems before using the values.
 */
final class Fields {
  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?Z");

  private final Json.Obj object;
  private final String where;
  private final List<String> problems;
  private final Set<String> known = new HashSet<>();

  private Fields(Json.Obj object, String where, List<String> problems) {
    this.object = object;
    this.where = where;
    this.problems = problems;
  }

  /** Fields of a value that should be an object. */
  static Fields of(Json json, String where, List<String> problems) {
    if (json instanceof Json.Obj obj) {
      return new Fields(obj, where, problems);
    }
    problems.add(where + " is not an object");
    return new Fields(Json.Obj.empty(), where, problems);
  }

  Json.Obj json() {
    return object;
  }

  boolean has(String name) {
    return object.members().containsKey(name);
  }

  Json any(String name) {
    known.add(name);
    Json value = object.members().get(name);
    if (value == null) {
      problem(name, "is missing");
      return new Json.Null();
    }
    return value;
  }

  String text(String name) {
    return switch (any(name)) {
      case Json.Str s -> s.value();
      case Json other -> {
        problem(name, "is not a text");
        yield "";
      }
    };
  }

  String digest(String name) {
    String text = text(name);
    if (!Hash.isDigest(text)) {
      problem(name, "is not a digest of 64 lower-case hexadecimal digits");
    }
    return text;
  }

  String time(String name) {
    String text = text(name);
    boolean valid = TIME.matcher(text).matches();
    try {
      valid = valid && Instant.parse(text) != null;
    } catch (DateTimeParseException noSuchTime) {
      valid = false;
    }
    if (!valid) {
      problem(name, "is not a UTC time with at most milliseconds");
    }
    return valid ? text : "1970-01-01T00:00:00Z";
  }

  /** A whole number of at least {@code least}. */
  long number(String name, long least) {
    Json value = any(name);
    if (value instanceof Json.Num n && n.value() >= least) {
      return n.value();
    }
    problem(name, "is not a whole number of at least " + least);
    return least;
  }

  boolean truth(String name) {
    Json value = any(name);
    if (value instanceof Json.Bool b) {
      return b.value();
    }
    problem(name, "is not true or false");
    return false;
  }

  Fields fields(String name) {
    return of(any(name), where + "." + name, problems);
  }

  List<Json> array(String name) {
    Json value = any(name);
    if (value instanceof Json.Arr a) {
      return a.items();
    }
    problem(name, "is not an array");
    return List.of();
  }

  /** The objects of an array. */
  List<Fields> each(String name) {
    List<Fields> all = new ArrayList<>();
    int i = 0;
    for (Json item : array(name)) {
      all.add(of(item, where + "." + name + "[" + i++ + "]", problems));
    }
    return List.copyOf(all);
  }

  List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    for (Json item : array(name)) {
      if (item instanceof Json.Str s) {
        all.add(s.value());
      } else {
        problem(name, "has an item that is not a text");
      }
    }
    return List.copyOf(all);
  }

  List<Long> numbers(String name) {
    List<Long> all = new ArrayList<>();
    for (Json item : array(name)) {
      if (item instanceof Json.Num n) {
        all.add(n.value());
      } else {
        problem(name, "has an item that is not a number");
      }
    }
    return List.copyOf(all);
  }

  void is(String name, String expected) {
    String found = text(name);
    if (!found.equals(expected)) {
      problem(name, "is not \"" + expected + "\" but \"" + Plain.text(found) + "\"");
    }
  }

  /** Nothing else may be there. */
  void end() {
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        problem(name, "is unknown");
      }
    }
  }

  private void problem(String name, String what) {
    problems.add(where + "." + Plain.text(name) + " " + what);
  }
}
