package dev.bailey.rego.extra.graphql;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;

/** Looks into syntax trees, which policies may have made themselves: what is missing is empty. */
final class Tree {
  private Tree() {}

  static String text(RegoObject node, String key) {
    return node.get(key) instanceof RegoString s ? s.text() : "";
  }

  static boolean flag(RegoObject node, String key) {
    return node.get(key) instanceof RegoBoolean b && b.isTrue();
  }

  static int number(RegoObject node, String key) {
    return node.get(key) instanceof RegoNumber n && n.isLong() ? (int) n.longValue() : -1;
  }

  static RegoObject node(RegoObject node, String key) {
    return node.get(key) instanceof RegoObject o ? o : RegoObject.EMPTY;
  }

  static List<RegoObject> nodes(RegoObject node, String key) {
    List<RegoObject> all = new ArrayList<>();
    if (node.get(key) instanceof RegoArray a) {
      a.forEach(member -> {
        if (member instanceof RegoObject o) {
          all.add(o);
        }
      });
    }
    return all;
  }

  static List<String> texts(RegoObject node, String key) {
    List<String> all = new ArrayList<>();
    if (node.get(key) instanceof RegoArray a) {
      a.forEach(member -> {
        if (member instanceof RegoString s) {
          all.add(s.text());
        }
      });
    }
    return all;
  }

  /** The name inside a type's list brackets. */
  static String innermost(RegoObject type) {
    RegoObject inner = type;
    while (inner.get("Elem") instanceof RegoObject elem) {
      inner = elem;
    }
    return text(inner, "NamedType");
  }
}
