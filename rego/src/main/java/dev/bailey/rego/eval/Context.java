package dev.bailey.rego.eval;

import dev.bailey.rego.plan.Document;
import dev.bailey.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is true around an expression: input, data, replacements, and what has been computed under
 * them. {@code with} makes a new one, so nothing that was remembered leaks in or out.
 */
final class Context {
  private static final int PAGE_BITS = 5;
  private static final int PAGE = 1 << PAGE_BITS;

  /** Remembered for what was evaluated and is undefined. */
  static final Object UNDEFINED = new Object();

  final Session session;
  final @Nullable Value input;
  final Value base;

  /** Paths below data whose rules are hidden by replaced data; null if there are none. */
  final @Nullable List<List<Value>> hidden;

  final @Nullable Mocks mocks;

  /** The context outside of the {@code with} that made this one. */
  final @Nullable Context outer;

  /** What the innermost comprehension or partial rule has gathered so far. */
  @Nullable Object gathered;

  private @Nullable Object @Nullable [] @Nullable [] memo;
  private @Nullable Context unmocked;

  Context(Session session, Value base, @Nullable Value input) {
    this(session, input, base, null, null, null);
  }

  Context(
      Session session,
      @Nullable Value input,
      Value base,
      @Nullable List<List<Value>> hidden,
      @Nullable Mocks mocks,
      @Nullable Context outer) {
    this.session = session;
    this.input = input;
    this.base = base;
    this.hidden = hidden;
    this.mocks = mocks;
    this.outer = outer;
  }

  Context outside() {
    if (outer == null) {
      throw new IllegalStateException("not inside of a replacement");
    }
    return outer;
  }

  /** The same with all functions as they are. */
  Context unmocked() {
    Context known = unmocked;
    if (known == null) {
      known = new Context(session, input, base, hidden, null, this);
      unmocked = known;
    }
    return known;
  }

  boolean hides(Document document) {
    if (hidden == null) {
      return false;
    }
    List<Value> path = document.path();
    for (List<Value> prefix : hidden) {
      if (prefix.size() <= path.size() && path.subList(0, prefix.size()).equals(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** The base document at a path. */
  @Nullable Value base(List<Value> path) {
    return BaseData.find(base, path);
  }

  /** What was remembered under a number, or null. */
  @Nullable Object remembered(int id) {
    if (memo == null) {
      return null;
    }
    int page = id >> PAGE_BITS;
    return page < memo.length && memo[page] != null ? memo[page][id & (PAGE - 1)] : null;
  }

  void remember(int id, @Nullable Object value) {
    int page = id >> PAGE_BITS;
    @Nullable Object @Nullable [] @Nullable [] pages = memo;
    if (pages == null) {
      pages = new Object[page + 1][];
      memo = pages;
    } else if (page >= pages.length) {
      pages = java.util.Arrays.copyOf(pages, Math.max(page + 1, pages.length * 2));
      memo = pages;
    }
    Object[] entries = pages[page];
    if (entries == null) {
      entries = new Object[PAGE];
      pages[page] = entries;
    }
    entries[id & (PAGE - 1)] = value == null ? UNDEFINED : value;
  }
}
