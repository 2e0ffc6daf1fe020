package dev.bailey.rego.check;

import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.type.Type;
import dev.bailey.rego.type.Types;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Types of documents by path, as far as they are known. Where nothing is known, anything may be.
 */
final class DocumentTypes {
  private final @Nullable DocumentTypes above;
  private final Map<Value, DocumentTypes> children = new HashMap<>();
  private @Nullable Type type;
  private @Nullable Type whole;
  private @Nullable Type any;
  private boolean isPackage;
  private boolean onlyTexts = true;

  DocumentTypes() {
    this(null);
  }

  private DocumentTypes(@Nullable DocumentTypes above) {
    this.above = above;
  }

  /** A root whose type is known. */
  static DocumentTypes of(Type known) {
    DocumentTypes node = new DocumentTypes();
    node.type = known;
    return node;
  }

  /** The same documents, but for one of which something else is known. */
  DocumentTypes overlaid(List<Value> path, Type known, Effort effort) {
    effort.spend(1L + children.size());
    DocumentTypes copy = new DocumentTypes();
    copy.isPackage = isPackage;
    copy.onlyTexts = onlyTexts;
    if (path.isEmpty() || children.isEmpty()) {
      copy.type = Overlay.of(type == null ? Type.ANY : type, path, known);
      return copy;
    }
    copy.type = type;
    copy.children.putAll(children);
    DocumentTypes below = children.getOrDefault(path.getFirst(), new DocumentTypes());
    copy.children.put(path.getFirst(), below.overlaid(path.subList(1, path.size()), known, effort));
    copy.onlyTexts &= path.getFirst() instanceof RegoString;
    return copy;
  }

  /** The node at a path, made where it is missing. */
  DocumentTypes at(List<? extends Value> path) {
    DocumentTypes node = this;
    for (Value step : path) {
      DocumentTypes parent = node;
      node =
          node.children.computeIfAbsent(
              step,
              s -> {
                parent.forget();
                parent.onlyTexts &= step instanceof RegoString;
                return new DocumentTypes(parent);
              });
    }
    return node;
  }

  /** Adds what one more definition gives. */
  void add(Type more) {
    forget();
    type = Types.bounded(type == null ? more : Types.or(type, more));
  }

  /** Replaces what is known. */
  void set(Type known) {
    forget();
    type = known;
  }

  /** Here and above, what has been put together has to be put together again. */
  private void forget() {
    for (DocumentTypes node = this; node != null; node = node.above) {
      node.whole = null;
      node.any = null;
    }
  }

  void markPackage() {
    for (DocumentTypes node = this; node != null && !node.isPackage; node = node.above) {
      node.isPackage = true;
    }
  }

  /** Whether this is the node of a package, or above one. */
  boolean isPackage() {
    return isPackage;
  }

  /** Whether all steps below it are texts. */
  boolean hasOnlyTexts() {
    return onlyTexts;
  }

  @Nullable Type type() {
    return type;
  }

  @Nullable DocumentTypes child(Value step) {
    return children.get(step);
  }

  Map<Value, DocumentTypes> children() {
    return children;
  }

  /** The type of a reference below this node; anything if it leads out of what is known. */
  Type of(List<Term> path) {
    DocumentTypes node = this;
    for (int i = 0; i < path.size(); i++) {
      DocumentTypes child =
          path.get(i) instanceof Term.Constant c ? node.children.get(c.value()) : null;
      if (child == null) {
        if (node.type != null) {
          return select(node.type, path.subList(i, path.size()));
        }
        return path.get(i) instanceof Term.Constant
            ? Type.ANY
            : select(node.any(), path.subList(i + 1, path.size()));
      }
      node = child;
    }
    return node.whole();
  }

  /** The type of what a path leads to in a value of a type. */
  static Type select(Type type, List<Term> path) {
    Type at = type;
    for (Term step : path) {
      at = step instanceof Term.Constant c ? Types.select(at, c.value()) : Types.values(at);
    }
    return at;
  }

  /** The type of what a step that is not known leads to. */
  private Type any() {
    Type known = any;
    if (known == null) {
      known = Types.values(whole());
      any = known;
    }
    return known;
  }

  /** The type of everything at and below this node. */
  private Type whole() {
    Type known = whole;
    if (known == null) {
      known = together();
      whole = known;
    }
    return known;
  }

  private Type together() {
    if (children.isEmpty()) {
      return type == null ? Type.ANY : type;
    }
    if (type != null) {
      return Type.ANY;
    }
    List<Type.Property> properties = new ArrayList<>();
    children.forEach((step, child) -> {
      Type inner = child.whole();
      if (!(inner instanceof Type.Function) && step instanceof RegoString) {
        properties.add(new Type.Property(step, inner));
      }
    });
    properties.sort((a, b) -> a.key().compareTo(b.key()));
    return new Type.ObjectOf(properties, Optional.of(new Type.Rest(Type.ANY, Type.ANY)));
  }
}
