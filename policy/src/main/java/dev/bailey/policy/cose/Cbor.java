package dev.bailey.policy.cose;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One data item of CBOR. Equal items are the same item, however they were encoded. */
public sealed interface Cbor {
  /** An integer from -2^64 to 2^64-1. */
  record Whole(BigInteger value) implements Cbor {
    static Whole of(long value) {
      return new Whole(BigInteger.valueOf(value));
    }

    /** Whether it is this number. */
    boolean is(long number) {
      return value.equals(BigInteger.valueOf(number));
    }
  }

  /** A string of bytes. */
  record Octets(Bytes bytes) implements Cbor {}

  record Text(String text) implements Cbor {}

  record Items(List<Cbor> items) implements Cbor {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A map, whose keys are integers, texts or strings of bytes. */
  record Entries(Map<Cbor, Cbor> entries) implements Cbor {
    static final Entries EMPTY = new Entries(Map.of());

    public Entries {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    Optional<Cbor> find(long key) {
      return Optional.ofNullable(entries.get(Whole.of(key)));
    }

    Optional<Cbor> find(String key) {
      return Optional.ofNullable(entries.get(new Text(key)));
    }

    /** The text under a key; empty if there is none or something else. */
    Optional<String> text(long key) {
      return find(key).flatMap(Entries::text);
    }

    /** The text under a key; empty if there is none or something else. */
    Optional<String> text(String key) {
      return find(key).flatMap(Entries::text);
    }

    /** The bytes under a key; empty if there are none or something else. */
    Optional<Bytes> octets(long key) {
      return find(key)
          .flatMap(item -> item instanceof Octets o ? Optional.of(o.bytes) : Optional.empty());
    }

    private static Optional<String> text(Cbor item) {
      return item instanceof Text t ? Optional.of(t.text) : Optional.empty();
    }
  }

  /** An item with a tag that says what it means. */
  record Tagged(BigInteger tag, Cbor item) implements Cbor {}

  /** False (20), true (21), null (22), undefined (23), and others without a meaning. */
  record Simple(int value) implements Cbor {
    static final int FALSE = 20;
    static final int TRUE = 21;
    static final int NULL = 22;
  }

  record Real(double value) implements Cbor {}

  /** What errors call an item's kind. */
  default String kind() {
    return switch (this) {
      case Whole w -> "integer";
      case Octets o -> "[]uint8";
      case Text t -> "string";
      case Items i -> "[]interface {}";
      case Entries e -> "map[interface {}]interface {}";
      case Tagged t -> "tag";
      case Simple s ->
          switch (s.value) {
            case Simple.FALSE, Simple.TRUE -> "bool";
            case Simple.NULL -> "nil";
            default -> "simple value";
          };
      case Real r -> "float64";
    };
  }
}
