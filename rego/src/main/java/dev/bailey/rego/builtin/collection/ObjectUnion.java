package dev.bailey.rego.builtin.collection;

import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The union of two objects, deep where both sides have objects; elsewhere the right side counts.
 * The pairs of objects that are being merged are kept on a list, so that they may be nested deeply.
 */
final class ObjectUnion {
  private static final class Frame {
    final RegoObject left;
    final RegoObject right;
    final RegoObject.Builder merged;
    int next;

    Frame(RegoObject left, RegoObject right) {
      this.left = left;
      this.right = right;
      this.merged = RegoObject.builder().putAll(left);
    }
  }

  private ObjectUnion() {}

  static RegoObject of(RegoObject left, RegoObject right) {
    if (left.size() == 0) {
      return right;
    }
    Deque<Frame> open = new ArrayDeque<>();
    Frame top = new Frame(left, right);
    while (true) {
      Frame inner = merge(top);
      if (inner != top) {
        open.push(top);
        top = inner;
        continue;
      }
      RegoObject done = top.merged.build();
      if (open.isEmpty()) {
        return done;
      }
      top = open.pop();
      top.merged.put(top.right.unorderedKey(top.next++), done);
    }
  }

  /** Merges entries until two objects meet, for which a frame is made, or all are done. */
  private static Frame merge(Frame frame) {
    for (; frame.next < frame.right.size(); frame.next++) {
      Value key = frame.right.unorderedKey(frame.next);
      Value value = frame.right.unorderedValue(frame.next);
      if (value instanceof RegoObject right
          && frame.left.get(key) instanceof RegoObject left
          && left.size() > 0) {
        if (right.size() == 0) {
          continue;
        }
        return new Frame(left, right);
      }
      frame.merged.put(key, value);
    }
    return frame;
  }
}
