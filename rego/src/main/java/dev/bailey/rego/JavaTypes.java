package dev.bailey.rego;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns values into what Java programs have: the way back of {@link JavaValues}. */
final class JavaTypes {
  private JavaTypes() {}

  static <T> Result<T> of(Value value, Class<T> type) {
    try {
      return Result.ok(JavaScalars.boxed(type).cast(convert(value, type, "", 0)));
    } catch (JavaScalars.Unlike unlike) {
      return JavaValues.refused(String.valueOf(unlike.getMessage()));
    } catch (JavaValues.TooDeep deep) {
      return JavaValues.refused(JavaValues.TooDeep.MESSAGE);
    } catch (StackOverflowError deep) {
      return JavaValues.tooDeep();
    } catch (InvocationTargetException thrown) {
      return refused(type, thrown.getTargetException());
    } catch (ReflectiveOperationException | RuntimeException thrown) {
      return refused(type, thrown);
    }
  }

  private static <T> Result<T> refused(Class<T> type, Throwable thrown) {
    return JavaValues.refused("a " + type.getName() + " cannot be made: " + thrown);
  }

  private static Object convert(Value value, Type type, String path, int depth)
      throws ReflectiveOperationException, JavaScalars.Unlike, JavaValues.TooDeep {
    JavaValues.TooDeep.check(depth);
    return switch (type) {
      case Class<?> wanted -> ofClass(value, wanted, path, depth);
      case ParameterizedType generic -> ofGeneric(value, generic, path, depth);
      case WildcardType wild -> convert(value, wild.getUpperBounds()[0], path, depth);
      default -> throw new JavaScalars.Unlike(value, type.getTypeName(), path);
    };
  }

  private static Object ofClass(Value value, Class<?> wanted, String path, int depth)
      throws ReflectiveOperationException, JavaScalars.Unlike, JavaValues.TooDeep {
    if (wanted.isInstance(value) && Value.class.isAssignableFrom(wanted)) {
      return value;
    }
    if (wanted.isRecord() && value instanceof RegoObject object) {
      return record(object, wanted, path, depth);
    }
    if (wanted.isArray()) {
      return array(items(value, wanted, path), wanted.getComponentType(), path, depth);
    }
    if (wanted == Object.class) {
      return plain(value, path, depth);
    }
    if (Collection.class.isAssignableFrom(wanted) || wanted == Map.class) {
      Class<?> any = Object.class;
      return wanted == Map.class
          ? map(value, any, any, path, depth)
          : collection(value, wanted, any, path, depth);
    }
    return wanted == Optional.class
        ? optional(value, Object.class, path, depth)
        : JavaScalars.of(value, wanted, path);
  }

  private static Object ofGeneric(Value value, ParameterizedType generic, String path, int depth)
      throws ReflectiveOperationException, JavaScalars.Unlike, JavaValues.TooDeep {
    Type[] of = generic.getActualTypeArguments();
    Class<?> raw = (Class<?>) generic.getRawType();
    if (raw == Optional.class) {
      return optional(value, of[0], path, depth);
    }
    if (raw == Map.class) {
      return map(value, of[0], of[1], path, depth);
    }
    return of.length == 1 && raw.isInterface()
        ? collection(value, raw, of[0], path, depth)
        : ofClass(value, raw, path, depth);
  }

  private static Optional<Object> optional(Value value, Type of, String path, int depth)
      throws ReflectiveOperationException, JavaScalars.Unlike, JavaValues.TooDeep {
    return value instanceof RegoNull
        ? Optional.empty()
        : Optional.of(convert(value, of, path, depth + 1));
  }

  /** What a program has that knows nothing of the value: no nulls but in places of JSON's. */
  private static Object plain(Value value, String path, int depth)
      throws ReflectiveOperationException, JavaScalars.Unlike, JavaValues.TooDeep {
    return switch (value) {
      case RegoNull none -> Optional.empty();
      case RegoBoolean b -> b.isTrue();
      case RegoNumber n -> JavaScalars.number(n, path);
      case RegoString s -> s.text();
      case RegoArray a -> collection(a, List.class, Object.class, path, depth);
      case RegoSet s -> collection(s, Set.class, Object.class, path, depth);
      case RegoObject o -> map(o, Object.class, Object.class, path, depth);
    };
  }

  private static RegoArray items(Value value, Class<?> wanted, String path)
      throws JavaScalars.Unlike {
    return switch (value) {
      case RegoArray array -> array;
      case RegoSet set -> set.toArray();
      default -> throw new JavaScalars.Unlike(value, wanted.getSimpleName(), path);
    };
  }

  private static Collection<Object> collection(
      Value value, Class<?> wanted, Type of, String path, int depth)
      throws ReflectiveOperationException, JavaScalars.Unlike, JavaValues.TooDeep {
    RegoArray items = items(value, wanted, path);
    List<Object> all = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      all.add(convert(items.at(i), of, path + "[" + i + "]", depth + 1));
    }
    if (wanted.isAssignableFrom(List.class)) {
      return Collections.unmodifiableList(all);
    }
    if (wanted == Set.class) {
      return Collections.unmodifiableSet(new LinkedHashSet<>(all));
    }
    throw new JavaScalars.Unlike(value, wanted.getName(), path);
  }

  private static Object array(RegoArray items, Class<?> of, String path, int depth)
      throws ReflectiveOperationException, JavaScalars.Unlike, JavaValues.TooDeep {
    Object array = Array.newInstance(of, items.size());
    for (int i = 0; i < items.size(); i++) {
      Array.set(array, i, convert(items.at(i), of, path + "[" + i + "]", depth + 1));
    }
    return array;
  }

  private static Map<Object, Object> map(
      Value value, Type keys, Type values, String path, int depth)
      throws ReflectiveOperationException, JavaScalars.Unlike, JavaValues.TooDeep {
    if (!(value instanceof RegoObject object)) {
      throw new JavaScalars.Unlike(value, "Map", path);
    }
    Map<Object, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < object.size(); i++) {
      Value key = object.keyAt(i);
      String at = step(path, key);
      all.put(convert(key, keys, at, depth + 1), convert(object.valueAt(i), values, at, depth + 1));
    }
    return Collections.unmodifiableMap(all);
  }

  private static Object record(RegoObject object, Class<?> wanted, String path, int depth)
      throws ReflectiveOperationException, JavaScalars.Unlike, JavaValues.TooDeep {
    var components = wanted.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] arguments = new Object[components.length];
    int found = 0;
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      types[i] = components[i].getType();
      Value part = object.get(name);
      if (part != null) {
        found++;
        arguments[i] =
            convert(
                part, components[i].getGenericType(), step(path, RegoString.of(name)), depth + 1);
      } else if (types[i] == Optional.class) {
        arguments[i] = Optional.empty();
      } else {
        throw JavaScalars.Unlike.because(path, "there is no " + name);
      }
    }
    if (found < object.size()) {
      throw unknown(object, components, path);
    }
    var constructor = wanted.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(arguments);
  }

  /** What a policy says is not overlooked. */
  private static JavaScalars.Unlike unknown(
      RegoObject object, java.lang.reflect.RecordComponent[] components, String path) {
    Set<Value> names = new LinkedHashSet<>();
    for (int i = 0; i < object.size(); i++) {
      names.add(object.keyAt(i));
    }
    for (var component : components) {
      names.remove(RegoString.of(component.getName()));
    }
    return JavaScalars.Unlike.because(path, "nothing takes " + names.iterator().next());
  }

  private static String step(String path, Value key) {
    String name = key instanceof RegoString s ? s.text() : key.toString();
    return path.isEmpty() ? name : path + "." + name;
  }
}
