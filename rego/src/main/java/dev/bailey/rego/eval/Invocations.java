package dev.bailey.rego.eval;

import dev.bailey.rego.Location;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Calls of builtins that nothing replaces, by number of arguments. */
final class Invocations {
  private Invocations() {}

  static final class OfOne extends Node {
    private final String name;
    private final BuiltinCode.Unary code;
    private final Node argument;
    private final Location location;

    OfOne(String name, BuiltinCode.Unary code, Node argument, Location location) {
      this.name = name;
      this.code = code;
      this.argument = argument;
      this.location = location;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value a = argument.eval(c, frame);
      if (a == null) {
        return null;
      }
      Session session = c.session;
      session.step();
      session.touch(a);
      try {
        return session.made(code.call(a));
      } catch (BuiltinException e) {
        return session.failed(name, e, location);
      } catch (RuntimeException e) {
        throw Session.broken(name, e, location);
      }
    }
  }

  static final class OfTwo extends Node {
    private final String name;
    private final BuiltinCode.Binary code;
    private final Node first;
    private final Node second;
    private final Location location;

    OfTwo(String name, BuiltinCode.Binary code, Node first, Node second, Location location) {
      this.name = name;
      this.code = code;
      this.first = first;
      this.second = second;
      this.location = location;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value a = first.eval(c, frame);
      Value b = a == null ? null : second.eval(c, frame);
      if (a == null || b == null) {
        return null;
      }
      Session session = c.session;
      session.step();
      session.touch(a);
      session.touch(b);
      try {
        return session.made(code.call(a, b));
      } catch (BuiltinException e) {
        return session.failed(name, e, location);
      } catch (RuntimeException e) {
        throw Session.broken(name, e, location);
      }
    }
  }

  static final class OfThree extends Node {
    private final String name;
    private final BuiltinCode.Ternary code;
    private final Node first;
    private final Node second;
    private final Node third;
    private final Location location;

    OfThree(String name, BuiltinCode.Ternary code, Node[] arguments, Location location) {
      this.name = name;
      this.code = code;
      this.first = arguments[0];
      this.second = arguments[1];
      this.third = arguments[2];
      this.location = location;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value x = first.eval(c, frame);
      Value y = x == null ? null : second.eval(c, frame);
      Value z = y == null ? null : third.eval(c, frame);
      if (x == null || y == null || z == null) {
        return null;
      }
      Session session = c.session;
      session.step();
      session.touch(x);
      session.touch(y);
      session.touch(z);
      try {
        return session.made(code.call(x, y, z));
      } catch (BuiltinException e) {
        return session.failed(name, e, location);
      } catch (RuntimeException e) {
        throw Session.broken(name, e, location);
      }
    }
  }
}
