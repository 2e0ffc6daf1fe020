package dev.bailey.rego.plan;

import dev.bailey.rego.check.CoreRule;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree below {@code data}: a package, or what the rules of one name define together.
 * Rules below a name that has keys belong to the document of that name.
 */
public final class Document {
  /** What a document is. */
  public enum Kind {
    /** A place that has only children. */
    PACKAGE,
    /** One value. */
    SINGLE,
    /** A set. */
    SET,
    /** An object, perhaps nested, made by rules with keys. */
    OBJECT,
    /** Not a document at all: a function. */
    FUNCTION
  }

  /**
   * A rule of a document.
   *
   * @param keys steps below the document: constants, locals, and patterns of these
   */
  record Definition(CoreRule rule, List<Term> keys) {
    Definition {
      keys = List.copyOf(keys);
    }

    boolean multi() {
      return rule.kind() == CoreRule.Kind.MULTI;
    }
  }

  private final int id;
  private final List<Value> path;
  private final Kind kind;
  private final Map<Value, Document> children;
  private final List<Definition> definitions;
  private final int depth;

  Document(
      int id,
      List<Value> path,
      Kind kind,
      Map<Value, Document> children,
      List<Definition> definitions) {
    this.id = id;
    this.path = List.copyOf(path);
    this.kind = kind;
    this.children = children;
    this.definitions = List.copyOf(definitions);
    this.depth = 1 + children.values().stream().mapToInt(c -> c.depth).max().orElse(0);
  }

  /** Number of the document in its plan, from 0. */
  public int id() {
    return id;
  }

  /** Where it is, below {@code data}. */
  public List<Value> path() {
    return path;
  }

  public Kind kind() {
    return kind;
  }

  /** Documents directly below a package, in the order of their names. */
  public Map<Value, Document> children() {
    return children;
  }

  public @Nullable Document child(Value step) {
    return children.get(step);
  }

  /** How many steps may be made from here before what follows is inside a plain value. */
  int depth() {
    return depth;
  }

  List<Definition> definitions() {
    return definitions;
  }

  /** The number of a function's arguments. */
  int arity() {
    return definitions.getFirst().rule().arguments().size();
  }

  /** The most keys that are of use to find a part of it without making the whole. */
  int usefulKeys() {
    return switch (kind) {
      case PACKAGE, SINGLE, FUNCTION -> 0;
      case SET -> 1;
      case OBJECT -> {
        int least = Integer.MAX_VALUE;
        boolean uniform = true;
        for (Definition d : definitions) {
          uniform &= d.multi() && d.keys().size() == definitions.getFirst().keys().size();
          least = Math.min(least, d.keys().size());
        }
        yield uniform ? least + 1 : least;
      }
    };
  }

  /** {@code data.a.b} as text. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("data");
    path.forEach(step -> out.append('[').append(step).append(']'));
    return out.toString();
  }
}
