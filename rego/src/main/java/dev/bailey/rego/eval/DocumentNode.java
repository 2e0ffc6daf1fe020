package dev.bailey.rego.eval;

import dev.bailey.rego.plan.Document;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A document or function, ready to be evaluated: as a whole, in part, or for arguments. */
final class DocumentNode implements Mocks.Callable {
  private final Document document;
  private final Linker linker;
  private final boolean memo;
  private final int memoId;
  private final int partsId;
  private final AtomicReferenceArray<@Nullable RoutineNode> routines;

  DocumentNode(Document document, Linker linker) {
    this.document = document;
    this.linker = linker;
    this.memo = linker.plan().options().optimisations().memo();
    this.memoId = 2 * document.id();
    this.partsId = memoId + 1;
    this.routines = new AtomicReferenceArray<>(linker.plan().usefulKeys(document) + 1);
  }

  Document document() {
    return document;
  }

  /** How to evaluate it for a number of known keys or arguments. */
  RoutineNode routine(int parameters) {
    RoutineNode routine = routines.get(parameters);
    if (routine == null) {
      routine = linker.routine(document, parameters);
      routines.set(parameters, routine);
    }
    return routine;
  }

  /** The result of a function. */
  @Override
  public @Nullable Value call(Context c, Value[] arguments) {
    Value[] frame = routine(arguments.length).frame();
    System.arraycopy(arguments, 0, frame, 0, arguments.length);
    return apply(c, frame, arguments.length);
  }

  /** The result of a function whose arguments are in a frame of its own. */
  @Nullable Value apply(Context c, Value[] frame, int count) {
    RoutineNode routine = routine(count);
    if (!memo || !routine.isCostly()) {
      return routine.run(c, frame);
    }
    FunctionMemo known = functionMemo(c);
    if (known.isUseless()) {
      return routine.run(c, frame);
    }
    Object found = known.find(frame, count);
    if (found != null) {
      return found instanceof Value v ? v : null;
    }
    Value[] key = Arrays.copyOf(frame, count);
    Value value = routine.run(c, frame);
    known.put(key, value);
    return value;
  }

  private FunctionMemo functionMemo(Context c) {
    if (c.remembered(memoId) instanceof FunctionMemo known) {
      return known;
    }
    FunctionMemo known = new FunctionMemo();
    c.remember(memoId, known);
    return known;
  }

  /** What is under the keys from one on; base data included. */
  @Nullable Value find(Context c, Value[] keys, int from) {
    if (c.hides(document)) {
      return base(c, keys, from);
    }
    int left = keys.length - from;
    if (left == 0) {
      return whole(c);
    }
    if (document.kind() == Document.Kind.PACKAGE) {
      Document child = document.child(keys[from]);
      return child == null ? base(c, keys, from) : linker.document(child).find(c, keys, from + 1);
    }
    int useful = Math.min(left, linker.plan().usefulKeys(document));
    Value known = remembered(c);
    if (known != null || useful == 0) {
      return get(known != null ? known : whole(c), keys, from);
    }
    return get(part(c, keys, from, useful), keys, from + useful);
  }

  private @Nullable Value remembered(Context c) {
    return c.remembered(memoId) instanceof Value v ? v : null;
  }

  private @Nullable Value base(Context c, Value[] keys, int from) {
    Value at = c.base(document.path());
    for (int i = from; i < keys.length && at != null; i++) {
      at = BaseData.get(at, keys[i]);
    }
    return at;
  }

  private static @Nullable Value get(@Nullable Value start, Value[] keys, int from) {
    Value at = start;
    for (int i = from; i < keys.length && at != null; i++) {
      at = at.get(keys[i]);
    }
    return at;
  }

  /** All of it. */
  @Nullable Value whole(Context c) {
    if (c.hides(document)) {
      return c.base(document.path());
    }
    Object known = c.remembered(memoId);
    if (known != null) {
      return known instanceof Value v ? v : null;
    }
    Value value = document.kind() == Document.Kind.PACKAGE ? merged(c) : run(routine(0), c);
    if (memo) {
      c.remember(memoId, value);
    }
    return value;
  }

  private static @Nullable Value run(RoutineNode routine, Context c) {
    return routine.run(c, routine.frame());
  }

  /** The values of children and base data as one. */
  private Value merged(Context c) {
    RegoObject.Builder out = RegoObject.builder();
    document
        .children()
        .forEach((step, child) -> {
          Value value = linker.document(child).whole(c);
          if (value != null) {
            out.put(step, value);
          }
        });
    return c.base(document.path()) instanceof RegoObject base
        ? BaseData.merge(base, out.build())
        : out.build();
  }

  /** What is under some keys, without the rest of the document where that can be avoided. */
  private @Nullable Value part(Context c, Value[] keys, int from, int count) {
    if (!memo) {
      return compute(c, keys, from, count);
    }
    Value key =
        count == 1 ? keys[from] : RegoArray.wrap(Arrays.copyOfRange(keys, from, from + count));
    Map<Value, Object> known = parts(c);
    Object value = known.get(key);
    if (value == null) {
      Value computed = compute(c, keys, from, count);
      value = computed == null ? Context.UNDEFINED : computed;
      known.put(key, value);
    }
    return value instanceof Value v ? v : null;
  }

  @SuppressWarnings("unchecked")
  Map<Value, Object> parts(Context c) {
    Object known = c.remembered(partsId);
    if (known instanceof Map<?, ?> map) {
      return (Map<Value, Object>) map;
    }
    Map<Value, Object> parts = new HashMap<>();
    c.remember(partsId, parts);
    return parts;
  }

  private @Nullable Value compute(Context c, Value[] keys, int from, int count) {
    RoutineNode routine = routine(count);
    Value[] frame = routine.frame();
    System.arraycopy(keys, from, frame, 0, count);
    return routine.run(c, frame);
  }

  /** The keys of what is under a path, in order. */
  Iterable<Value> keys(Context c, Value[] path, int from) {
    if (document.kind() != Document.Kind.PACKAGE || c.hides(document)) {
      return keys(find(c, path, from));
    }
    if (from == path.length) {
      TreeSet<Value> all = new TreeSet<>(document.children().keySet());
      keys(c.base(document.path())).forEach(all::add);
      return all;
    }
    Document child = document.child(path[from]);
    return child == null
        ? keys(base(c, path, from))
        : linker.document(child).keys(c, path, from + 1);
  }

  private static Iterable<Value> keys(@Nullable Value value) {
    return switch (value) {
      case RegoArray a -> {
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
          all.add(Loops.index(i));
        }
        yield all;
      }
      case RegoObject o -> {
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < o.size(); i++) {
          all.add(o.keyAt(i));
        }
        yield all;
      }
      case RegoSet s -> s;
      case null, default -> List.of();
    };
  }
}
