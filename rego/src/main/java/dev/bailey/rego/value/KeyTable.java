package dev.bailey.rego.value;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Distinct values: the members of a set, or the keys of an object, which objects with the same keys
 * may share. Up to eight are searched one by one, more through an open-addressing table. Their
 * order is computed when it is first asked for.
 *
 * <p>A slot of the table holds 0, or the place of an item plus one in its low bits and the high
 * bits of the item's hash above them, so that a miss seldom looks at an item.
 */
final class KeyTable {
  static final int SMALL = 8;
  static final int[] NO_SLOTS = {};
  static final KeyTable EMPTY = new KeyTable(new Value[0], NO_SLOTS);

  /** Marks items that stand in their order already. */
  private static final int[] AS_THEY_STAND = {};

  final Value[] items;
  private final int[] slots;
  private volatile int @Nullable [] order;

  KeyTable(Value[] items, int[] slots) {
    this.items = items;
    this.slots = slots;
  }

  int size() {
    return items.length;
  }

  /** The place of an item, or -1. */
  int find(Value key) {
    return key instanceof RegoString s ? find(s) : find(key, 0);
  }

  int find(RegoString key) {
    return find(items, items.length, slots, key);
  }

  int find(Value key, int depth) {
    return find(items, items.length, slots, key, depth);
  }

  int find(String key) {
    if (slots.length == 0) {
      for (int i = 0; i < items.length; i++) {
        if (items[i] instanceof RegoString s && s.text().equals(key)) {
          return i;
        }
      }
      return -1;
    }
    int hash = Hash.of(key);
    int mask = slots.length - 1;
    for (int at = hash & mask; slots[at] != 0; at = (at + 1) & mask) {
      int slot = slots[at];
      if (((slot ^ hash) & ~mask) == 0) {
        int place = (slot & mask) - 1;
        if (items[place] instanceof RegoString s && s.text().equals(key)) {
          return place;
        }
      }
    }
    return -1;
  }

  private static int find(Value[] items, int size, int[] slots, RegoString key) {
    if (slots.length == 0) {
      for (int i = 0; i < size; i++) {
        Value item = items[i];
        if (item instanceof RegoString s && s.same(key)) {
          return i;
        }
      }
      return -1;
    }
    int hash = key.hashCode();
    int mask = slots.length - 1;
    for (int at = hash & mask; slots[at] != 0; at = (at + 1) & mask) {
      int slot = slots[at];
      if (((slot ^ hash) & ~mask) == 0) {
        int place = (slot & mask) - 1;
        if (items[place] instanceof RegoString s && s.same(key)) {
          return place;
        }
      }
    }
    return -1;
  }

  private static int find(Value[] items, int size, int[] slots, Value key, int depth) {
    if (slots.length == 0) {
      for (int i = 0; i < size; i++) {
        if (Order.same(items[i], key, depth)) {
          return i;
        }
      }
      return -1;
    }
    int hash = Hash.of(key, depth);
    int mask = slots.length - 1;
    for (int at = hash & mask; slots[at] != 0; at = (at + 1) & mask) {
      int slot = slots[at];
      if (((slot ^ hash) & ~mask) == 0) {
        int place = (slot & mask) - 1;
        if (Order.same(items[place], key, depth)) {
          return place;
        }
      }
    }
    return -1;
  }

  /** Where the item stands in {@link #items} that comes at {@code index} in the order. */
  int place(int index) {
    int[] known = order;
    if (known == null) {
      known = order(Order.BY_VALUE);
    }
    return known.length == 0 ? index : known[index];
  }

  boolean isOrdered() {
    return order != null;
  }

  /** Computes the order, if that was not done, with items that stand {@code depth} deep. */
  void order(int depth) {
    if (order == null) {
      order(depth == 0 ? Order.BY_VALUE : (a, b) -> Order.compare(a, b, depth + 1));
    }
  }

  /** Computes the order with a comparator that is as good as the usual one. */
  int[] order(Comparator<Value> comparator) {
    int[] computed =
        Sorting.isSorted(items, comparator) ? AS_THEY_STAND : Sorting.order(items, comparator);
    order = computed;
    return computed;
  }

  /** With one more item, which is not there yet, at the end. */
  KeyTable with(Value item) {
    int n = items.length;
    Value[] more = Arrays.copyOf(items, n + 1);
    more[n] = item;
    if (n < SMALL) {
      return new KeyTable(more, NO_SLOTS);
    }
    int[] table =
        slots.length >= 2 * (n + 1) ? insert(slots.clone(), item, n) : table(more, n + 1, n + 1);
    return new KeyTable(more, table);
  }

  KeyTable without(int place) {
    int n = items.length - 1;
    if (n == 0) {
      return EMPTY;
    }
    Value[] fewer = new Value[n];
    System.arraycopy(items, 0, fewer, 0, place);
    System.arraycopy(items, place + 1, fewer, place, n - place);
    return new KeyTable(fewer, table(fewer, n, n));
  }

  /** A table of the first {@code size} of distinct items, with room for {@code room}. */
  private static int[] table(Value[] items, int size, int room) {
    if (size <= SMALL) {
      return NO_SLOTS;
    }
    int[] table = new int[Integer.highestOneBit(2 * room - 1) << 1];
    for (int i = 0; i < size; i++) {
      insert(table, items[i], i);
    }
    return table;
  }

  private static int[] insert(int[] table, Value item, int place) {
    int hash = item.hashCode();
    int mask = table.length - 1;
    int at = hash & mask;
    while (table[at] != 0) {
      at = (at + 1) & mask;
    }
    table[at] = (hash & ~mask) | (place + 1);
    return table;
  }

  /** Collects distinct values. */
  static final class Builder {
    private Value[] items = new Value[SMALL];
    private int[] slots = NO_SLOTS;
    private int size;

    int size() {
      return size;
    }

    Value at(int place) {
      return items[place];
    }

    int find(Value key) {
      return key instanceof RegoString s
          ? KeyTable.find(items, size, slots, s)
          : KeyTable.find(items, size, slots, key, 0);
    }

    /** Adds an item unless it is there; its place if it was new, else the complement of it. */
    int add(Value item) {
      int place = find(item);
      if (place >= 0) {
        return ~place;
      }
      append(item);
      return size - 1;
    }

    /** Adds an item that is not there yet. */
    void append(Value item) {
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
      }
      items[size] = item;
      if (size >= SMALL && slots.length >= 2 * (size + 1)) {
        insert(slots, item, size);
      } else if (size >= SMALL) {
        slots = table(items, size + 1, 2 * size);
      }
      size++;
    }

    void addAll(KeyTable table) {
      if (size == 0 && table.size() > SMALL) {
        size = table.size();
        items = Arrays.copyOf(table.items, size + (size >> 1));
        slots = table.slots.clone();
      } else {
        for (Value item : table.items) {
          add(item);
        }
      }
    }

    /** The values so far; the builder is empty afterwards and may be used again. */
    KeyTable build() {
      if (size == 0) {
        return EMPTY;
      }
      KeyTable table = new KeyTable(Arrays.copyOf(items, size), slots);
      Arrays.fill(items, 0, size, null);
      slots = NO_SLOTS;
      size = 0;
      return table;
    }
  }
}
