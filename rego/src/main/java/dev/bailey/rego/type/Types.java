package dev.bailey.rego.type;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of types: of a part, of either of two, and whether two have values in common.
 */
public final class Types {
  /** Unions with more alternatives than this become anything at all. */
  private static final int MAX_ALTERNATIVES = 64;

  /**
   * Types of more parts, or higher, become anything at all: no policy says so much of a value by
   * hand, and what contains itself twice again and again has more parts than can be looked at.
   */
  private static final int MAX_PARTS = 50_000;

  private static final int MAX_HEIGHT = 200;

  private static final Type.Rest ANYTHING = new Type.Rest(Type.ANY, Type.ANY);

  private Types() {}

  public static Type of(Value value) {
    return switch (value) {
      case RegoNull n -> Type.NULL;
      case RegoBoolean b -> Type.BOOLEAN;
      case RegoNumber n -> Type.NUMBER;
      case RegoString s -> Type.STRING;
      case RegoArray a -> {
        List<Type> items = new ArrayList<>(a.size());
        for (Value item : a) {
          items.add(of(item));
        }
        yield array(items);
      }
      case RegoSet s -> {
        List<Type> members = new ArrayList<>();
        for (Value member : s) {
          members.add(of(member));
        }
        yield set(members);
      }
      case RegoObject o -> {
        List<Type.Property> properties = new ArrayList<>(o.size());
        o.forEach((k, v) -> properties.add(new Type.Property(k, of(v))));
        yield object(properties, Optional.empty());
      }
    };
  }

  /** An array of these items; any array if there are none. */
  public static Type array(List<Type> items) {
    return new Type.ArrayOf(items, items.isEmpty() ? Optional.of(Type.ANY) : Optional.empty());
  }

  /** A set with members of these types. */
  public static Type set(List<Type> members) {
    return new Type.SetOf(members.isEmpty() ? Type.ANY : union(members));
  }

  /** An object with these properties; any object if there is neither a property nor a rest. */
  public static Type object(List<Type.Property> properties, Optional<Type.Rest> rest) {
    return properties.isEmpty() && rest.isEmpty()
        ? new Type.ObjectOf(properties, Optional.of(ANYTHING))
        : new Type.ObjectOf(properties, rest);
  }

  public static boolean isAny(Type type) {
    return type instanceof Type.Union u && u.alternatives().isEmpty();
  }

  /** One of several types; unknown ones do not count unless all are. */
  public static Type union(List<Type> types) {
    Type all = Type.Unknown.UNKNOWN;
    for (Type t : types) {
      all = or(all, t);
    }
    return all;
  }

  /** Either of two types. */
  public static Type or(Type a, Type b) {
    if (a == Type.Unknown.UNKNOWN || a.equals(b)) {
      return b;
    }
    if (b == Type.Unknown.UNKNOWN || isAny(a)) {
      return a;
    }
    if (isAny(b)) {
      return b;
    }
    if (a instanceof Type.Function f && b instanceof Type.Function g) {
      return either(f, g);
    }
    List<Type> all = new ArrayList<>();
    if (a instanceof Type.Union u) {
      all.addAll(u.alternatives());
    } else {
      all.add(a);
    }
    for (Type t : b instanceof Type.Union u ? u.alternatives() : List.of(b)) {
      if (!all.contains(t)) {
        all.add(t);
      }
    }
    if (all.size() > MAX_ALTERNATIVES) {
      return Type.ANY;
    }
    all.sort(TypeOrder.BY_KIND);
    return all.size() == 1 ? all.getFirst() : new Type.Union(all);
  }

  private static Type either(Type.Function f, Type.Function g) {
    List<Type> arguments = new ArrayList<>();
    int n = Math.max(f.arguments().size(), g.arguments().size());
    for (int i = 0; i < n; i++) {
      Type x = i < f.arguments().size() ? f.arguments().get(i) : Type.Unknown.UNKNOWN;
      Type y = i < g.arguments().size() ? g.arguments().get(i) : Type.Unknown.UNKNOWN;
      arguments.add(or(x, y));
    }
    Type result =
        or(f.result().orElse(Type.Unknown.UNKNOWN), g.result().orElse(Type.Unknown.UNKNOWN));
    return new Type.Function(arguments, f.variadic(), Optional.of(result));
  }

  /** The type of keys, indices or members; null if values of the type have none. */
  public static @Nullable Type keys(Type type) {
    return switch (type) {
      case Type.ArrayOf a -> Type.NUMBER;
      case Type.SetOf s -> s.member();
      case Type.ObjectOf o -> {
        Type all = o.rest().map(Type.Rest::key).orElse(Type.Unknown.UNKNOWN);
        for (Type.Property p : o.properties()) {
          all = or(all, of(p.key()));
        }
        yield all;
      }
      case Type.Union u when u.alternatives().isEmpty() -> type;
      case Type.Union u -> {
        Type all = Type.Unknown.UNKNOWN;
        for (Type t : u.alternatives()) {
          Type keys = keys(t);
          all = keys == null ? all : or(all, keys);
        }
        yield all == Type.Unknown.UNKNOWN ? null : all;
      }
      case Type.Scalar s -> null;
      case Type.Function f -> null;
      case Type.Unknown u -> null;
    };
  }

  /** The type of values or members, whatever the key; unknown if there are none. */
  public static Type values(Type type) {
    return switch (type) {
      case Type.ArrayOf a -> or(union(a.items()), a.rest().orElse(Type.Unknown.UNKNOWN));
      case Type.SetOf s -> s.member();
      case Type.ObjectOf o -> {
        Type all = o.rest().map(Type.Rest::value).orElse(Type.Unknown.UNKNOWN);
        for (Type.Property p : o.properties()) {
          all = or(all, p.value());
        }
        yield all;
      }
      case Type.Union u when u.alternatives().isEmpty() -> type;
      case Type.Union u -> {
        Type all = Type.Unknown.UNKNOWN;
        for (Type t : u.alternatives()) {
          all = or(all, values(t));
        }
        yield all;
      }
      case Type.Scalar s -> Type.Unknown.UNKNOWN;
      case Type.Function f -> Type.Unknown.UNKNOWN;
      case Type.Unknown u -> u;
    };
  }

  /** The type of what a constant key gives; unknown if it gives nothing. */
  public static Type select(Type type, Value key) {
    return switch (type) {
      case Type.ArrayOf a ->
          key instanceof RegoNumber n && isIndex(n) ? item(a, n.longValue()) : Type.Unknown.UNKNOWN;
      case Type.SetOf s -> unifies(s.member(), of(key)) ? s.member() : Type.Unknown.UNKNOWN;
      case Type.ObjectOf o -> property(o, key);
      case Type.Union u when u.alternatives().isEmpty() -> type;
      case Type.Union u -> {
        Type all = Type.Unknown.UNKNOWN;
        for (Type t : u.alternatives()) {
          all = or(all, select(t, key));
        }
        yield all;
      }
      case Type.Scalar s -> Type.Unknown.UNKNOWN;
      case Type.Function f -> Type.Unknown.UNKNOWN;
      case Type.Unknown u -> u;
    };
  }

  /** An index has to be written as an integer. */
  private static boolean isIndex(RegoNumber n) {
    return n.isLong() && n.text().chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
  }

  static Type item(Type.ArrayOf array, long index) {
    if (index >= 0 && index < array.items().size()) {
      return array.items().get((int) index);
    }
    return array.rest().orElse(Type.Unknown.UNKNOWN);
  }

  private static Type property(Type.ObjectOf object, Value key) {
    for (Type.Property p : object.properties()) {
      if (p.key().equals(key)) {
        return p.value();
      }
    }
    return other(object, key);
  }

  /** Selects from one object again and again. */
  public static Function<Value, Type> selector(Type.ObjectOf object) {
    Map<Value, Type> known = new HashMap<>();
    object.properties().forEach(p -> known.putIfAbsent(p.key(), p.value()));
    return key -> {
      Type value = known.get(key);
      return value != null ? value : other(object, key);
    };
  }

  /** The type of what an object has under a key that it does not say. */
  private static Type other(Type.ObjectOf object, Value key) {
    Optional<Type.Rest> rest = object.rest();
    return rest.isPresent() && unifies(rest.get().key(), of(key))
        ? rest.get().value()
        : Type.Unknown.UNKNOWN;
  }

  /** The type, or anything at all if it is too large to be looked at again and again. */
  public static Type bounded(Type type) {
    Extent extent = type.extent();
    return extent.parts() <= MAX_PARTS && extent.height() <= MAX_HEIGHT ? type : Type.ANY;
  }

  /** Whether some part of the type is unknown. */
  public static boolean isUnknown(Type type) {
    return type.extent().unknown();
  }

  /** Whether two types may have a value in common. */
  public static boolean unifies(Type a, Type b) {
    if (a instanceof Type.Unknown || b instanceof Type.Unknown) {
      return false;
    }
    if (a instanceof Type.Union u) {
      return unifiesAny(u, b) || (b instanceof Type.Union v && unifiesAny(v, a));
    }
    if (b instanceof Type.Union v) {
      return unifiesAny(v, a);
    }
    return switch (a) {
      case Type.Scalar s -> s == b;
      case Type.ArrayOf x when b instanceof Type.ArrayOf y -> arrays(x, y);
      case Type.ObjectOf x when b instanceof Type.ObjectOf y -> objects(x, y);
      case Type.SetOf x when b instanceof Type.SetOf y -> unifies(x.member(), y.member());
      case Type.Function f when b instanceof Type.Function g -> functions(f, g);
      default -> false;
    };
  }

  private static boolean unifiesAny(Type.Union union, Type type) {
    if (type instanceof Type.Function) {
      return false;
    }
    for (Type t : union.alternatives()) {
      if (unifies(t, type)) {
        return true;
      }
    }
    return union.alternatives().isEmpty();
  }

  private static boolean arrays(Type.ArrayOf a, Type.ArrayOf b) {
    int n = Math.max(a.items().size(), b.items().size());
    for (int i = 0; i < n; i++) {
      if (!unifies(item(a, i), item(b, i))) {
        return false;
      }
    }
    return a.rest().isEmpty() || b.rest().isEmpty() || unifies(a.rest().get(), b.rest().get());
  }

  private static boolean objects(Type.ObjectOf a, Type.ObjectOf b) {
    return properties(a, b)
        && properties(b, a)
        && (a.rest().isEmpty()
            || b.rest().isEmpty()
            || unifies(a.rest().get().value(), b.rest().get().value()));
  }

  private static boolean properties(Type.ObjectOf a, Type.ObjectOf b) {
    Function<Value, Type> other = selector(b);
    for (Type.Property p : a.properties()) {
      if (!unifies(p.value(), other.apply(p.key()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean functions(Type.Function f, Type.Function g) {
    if (f.arguments().size() != g.arguments().size()) {
      return false;
    }
    for (int i = 0; i < f.arguments().size(); i++) {
      if (!unifies(f.arguments().get(i), g.arguments().get(i))) {
        return false;
      }
    }
    return true;
  }
}
