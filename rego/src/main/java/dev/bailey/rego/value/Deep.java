package dev.bailey.rego.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Comparison and hashing of values that are nested too deeply for the stack of a thread: the same
 * results as those of {@link Order} and {@link Hash}, with a list in place of the stack.
 */
final class Deep {
  private final Set<Value> ordered = Collections.newSetFromMap(new IdentityHashMap<>());

  /** A container and how many of its parts have been handled. */
  private static final class Frame {
    final Value container;
    final Value other;
    int next;

    Frame(Value container, Value other) {
      this.container = container;
      this.other = other;
    }
  }

  /** The number of values directly inside: an object's keys and values count apart. */
  private static int parts(Value container) {
    return container instanceof RegoObject ? 2 * container.size() : container.size();
  }

  /** The parts in the order of comparison, or as they stand if that is all that is needed. */
  private static Value part(Value container, int index, boolean inOrder) {
    return switch (container) {
      case RegoArray a -> a.at(index);
      case RegoSet s -> inOrder ? s.at(index) : s.members.items[index];
      case RegoObject o when inOrder -> index % 2 == 0 ? o.keyAt(index / 2) : o.valueAt(index / 2);
      case RegoObject o -> index % 2 == 0 ? o.keys.items[index / 2] : o.values[index / 2];
      default -> throw new IllegalArgumentException("not a container");
    };
  }

  static int hash(Value root) {
    List<Frame> stack = new ArrayList<>();
    stack.add(new Frame(root, root));
    while (!stack.isEmpty()) {
      Frame top = stack.getLast();
      if (top.next == parts(top.container)) {
        Hash.of(top.container, 0); // its parts know theirs
        stack.removeLast();
      } else {
        Value part = part(top.container, top.next++, false);
        if (parts(part) > 0 && !isHashed(part)) {
          stack.add(new Frame(part, part));
        }
      }
    }
    return root.hashCode();
  }

  static int weight(Value root) {
    List<Frame> stack = new ArrayList<>();
    stack.add(new Frame(root, root));
    while (!stack.isEmpty()) {
      Frame top = stack.getLast();
      if (top.next == parts(top.container)) {
        Weight.of(top.container, 0); // its parts know theirs
        stack.removeLast();
      } else {
        Value part = part(top.container, top.next++, false);
        if (parts(part) > 0 && !isWeighed(part)) {
          stack.add(new Frame(part, part));
        }
      }
    }
    return root.weight();
  }

  private static boolean isWeighed(Value container) {
    return switch (container) {
      case RegoArray a -> a.isWeighed();
      case RegoObject o -> o.isWeighed();
      case RegoSet s -> s.isWeighed();
      default -> true;
    };
  }

  private static boolean isHashed(Value container) {
    return switch (container) {
      case RegoArray a -> a.isHashed();
      case RegoObject o -> o.isHashed();
      case RegoSet s -> s.isHashed();
      default -> true;
    };
  }

  int compare(Value a, Value b) {
    order(a);
    order(b);
    return compareOrdered(a, b);
  }

  /** Computes the order of all sets and keys inside, innermost first. */
  private void order(Value root) {
    List<Frame> stack = new ArrayList<>();
    stack.add(new Frame(root, root));
    while (!stack.isEmpty()) {
      Frame top = stack.getLast();
      if (top.next == parts(top.container)) {
        if (top.container instanceof RegoSet s && !s.members.isOrdered()) {
          s.members.order(this::compareOrdered);
        } else if (top.container instanceof RegoObject o && !o.keys.isOrdered()) {
          o.keys.order(this::compareOrdered);
        }
        stack.removeLast();
      } else {
        Value part = part(top.container, top.next++, false);
        if (parts(part) > 0 && ordered.add(part)) {
          stack.add(new Frame(part, part));
        }
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // identical parts need no look inside
  private int compareOrdered(Value a, Value b) {
    List<Frame> stack = new ArrayList<>();
    int c = descend(a, b, stack);
    while (c == 0 && !stack.isEmpty()) {
      Frame top = stack.getLast();
      int index = top.next++;
      if (index < Math.min(parts(top.container), parts(top.other))) {
        Value x = part(top.container, index, true);
        Value y = part(top.other, index, true);
        c = x == y ? 0 : descend(x, y, stack);
      } else {
        c = Integer.compare(top.container.size(), top.other.size());
        stack.removeLast();
      }
    }
    return c;
  }

  private static int descend(Value a, Value b, List<Frame> stack) {
    if (a.kind() != b.kind() || a.kind().compareTo(Kind.ARRAY) < 0) {
      return Order.compare(a, b);
    }
    stack.add(new Frame(a, b));
    return 0;
  }
}
