package dev.bailey.rego.value;

import java.util.Arrays;
import java.util.TreeMap;

/** Values as text, of any depth. */
final class Render {
  /** Objects as keys of objects, nested deeper, are written as the language writes them. */
  private static final int MAX_KEY_DEPTH = 12;

  private final StringBuilder out;
  private final Layout layout;
  private final int keyDepth;
  private Frame[] frames = new Frame[8];
  private int depth;

  /** How text is laid out. */
  private sealed interface Layout {
    /** {@code {"a": [1, 2]}} and sets as such. */
    record Rego() implements Layout {}

    /** JSON without spaces. */
    record Compact(boolean html) implements Layout {}

    /** JSON with a line for each element. */
    record Indented(String prefix, String indent) implements Layout {}
  }

  private static final Layout REGO = new Layout.Rego();
  private static final Layout JSON = new Layout.Compact(false);
  private static final Layout HTML = new Layout.Compact(true);

  /** A container that has been begun. */
  private static final class Frame {
    final Value container;
    final Member[] members;
    final int parts;
    int next;

    Frame(Value container, Member[] members, int parts) {
      this.container = container;
      this.members = members;
      this.parts = parts;
    }
  }

  /** A pair of an object whose keys are not all strings, with the text that stands for the key. */
  private record Member(String name, Value value) {}

  private static final Member[] NO_MEMBERS = {};

  private Render(StringBuilder out, Layout layout, int keyDepth) {
    this.out = out;
    this.layout = layout;
    this.keyDepth = keyDepth;
  }

  static String json(Value value) {
    return render(value, JSON);
  }

  /** JSON in which nothing could end a script in a page, as {@code json.marshal} writes it. */
  static String html(Value value) {
    return render(value, HTML);
  }

  static String indented(Value value, String prefix, String indent) {
    return render(value, new Layout.Indented(prefix, indent));
  }

  static String rego(Value value) {
    return render(value, REGO);
  }

  static void rego(Value value, StringBuilder out) {
    new Render(out, REGO, 0).write(value);
  }

  private static String render(Value value, Layout layout) {
    StringBuilder out = new StringBuilder();
    new Render(out, layout, 0).write(value);
    return out.toString();
  }

  private void write(Value root) {
    if (layout instanceof Layout.Indented i) {
      out.append(i.prefix);
    }
    begin(root);
    while (depth > 0) {
      Frame top = frames[depth - 1];
      if (top.next == top.parts) {
        depth--;
        end(top.container);
      } else {
        part(top);
      }
    }
  }

  /** Writes a scalar, or opens a container that is not empty. */
  private void begin(Value value) {
    switch (value) {
      case RegoNull n -> out.append("null");
      case RegoBoolean b -> out.append(b.isTrue());
      case RegoNumber n -> n.appendTo(out);
      case RegoString s -> quote(s.text());
      case RegoArray a -> open(a, '[', "[]");
      case RegoSet s when layout instanceof Layout.Rego -> open(s, '{', "set()");
      case RegoSet s -> open(s, '[', "[]");
      case RegoObject o -> open(o, '{', "{}");
    }
  }

  private void quote(String text) {
    switch (layout) {
      case Layout.Rego r -> Quoting.rego(text, out);
      case Layout.Compact c -> Quoting.json(text, c.html, out);
      case Layout.Indented i -> Quoting.json(text, true, out);
    }
  }

  private void open(Value container, char bracket, String empty) {
    if (container.size() == 0) {
      out.append(empty);
      return;
    }
    out.append(bracket);
    if (depth == frames.length) {
      frames = Arrays.copyOf(frames, 2 * depth);
    }
    frames[depth++] = frame(container);
  }

  private Frame frame(Value container) {
    if (!(container instanceof RegoObject object)) {
      return new Frame(container, NO_MEMBERS, container.size());
    }
    if (layout instanceof Layout.Rego) {
      return new Frame(object, NO_MEMBERS, 2 * object.size());
    }
    if (hasOtherKeys(object)) {
      Member[] members = members(object);
      return new Frame(object, members, members.length);
    }
    return new Frame(object, NO_MEMBERS, object.size());
  }

  private void end(Value container) {
    line();
    boolean square =
        container instanceof RegoArray
            || (container instanceof RegoSet && !(layout instanceof Layout.Rego));
    out.append(square ? ']' : '}');
  }

  private void part(Frame frame) {
    int index = frame.next++;
    if (layout instanceof Layout.Rego && frame.container instanceof RegoObject object) {
      if (index % 2 == 0) {
        out.append(index > 0 ? ", " : "");
        begin(object.keyAt(index / 2));
      } else {
        out.append(": ");
        begin(object.valueAt(index / 2));
      }
      return;
    }
    if (index > 0) {
      out.append(layout instanceof Layout.Rego ? ", " : ",");
    }
    line();
    switch (frame.container) {
      case RegoArray a -> begin(a.at(index));
      case RegoSet s -> begin(s.at(index));
      case RegoObject o when frame.members.length > 0 ->
          pair(frame.members[index].name, frame.members[index].value);
      case RegoObject o -> pair(((RegoString) o.keyAt(index)).text(), o.valueAt(index));
      default -> throw new IllegalStateException();
    }
  }

  private void pair(String key, Value value) {
    quote(key);
    out.append(layout instanceof Layout.Compact ? ":" : ": ");
    begin(value);
  }

  private void line() {
    if (layout instanceof Layout.Indented i) {
      out.append('\n').append(i.prefix).repeat(i.indent, depth);
    }
  }

  private static boolean hasOtherKeys(RegoObject object) {
    for (int i = 0; i < object.size(); i++) {
      if (!(object.unorderedKey(i) instanceof RegoString)) {
        return true;
      }
    }
    return false;
  }

  /** The pairs in the order of their texts; of those with the same text the last. */
  private Member[] members(RegoObject object) {
    TreeMap<String, Value> members = new TreeMap<>(Order::strings);
    object.forEach((key, value) -> members.put(name(key), value));
    return members.entrySet().stream()
        .map(e -> new Member(e.getKey(), e.getValue()))
        .toArray(Member[]::new);
  }

  private String name(Value key) {
    if (key instanceof RegoString s) {
      return s.text();
    }
    if (keyDepth == MAX_KEY_DEPTH) {
      return rego(key);
    }
    StringBuilder name = new StringBuilder();
    new Render(name, HTML, keyDepth + 1).write(key);
    return name.toString();
  }
}
