package dev.bailey.verify;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A JSON value whose numbers are whole and at most 2^53 - 1 in magnitude. */
sealed interface Json {
  /** The largest magnitude of a number. */
  long MAX_NUMBER = (1L << 53) - 1;

  /** Members sorted by UTF-16 code units, which is the order of {@link String#compareTo}. */
  record Obj(SortedMap<String, Json> members) implements Json {
    public Obj {
      members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    /** The same object with one member set. */
    Obj with(String name, Json value) {
      TreeMap<String, Json> copy = new TreeMap<>(members);
      copy.put(name, value);
      return new Obj(copy);
    }

    static Obj empty() {
      return new Obj(new TreeMap<>());
    }
  }

  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }

    static Arr texts(List<String> texts) {
      return new Arr(texts.stream().map(t -> (Json) new Str(t)).toList());
    }
  }

  record Str(String value) implements Json {}

  record Num(long value) implements Json {}

  record Bool(boolean value) implements Json {}

  record Null() implements Json {}
}
