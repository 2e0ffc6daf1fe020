package dev.bailey.rego.eval;

import dev.bailey.rego.Location;
import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Nodes that call functions and builtins. */
final class Calls {
  private Calls() {}

  /** Calls a function of the program. */
  static final class Apply extends Node {
    private final DocumentNode function;
    private final Node[] arguments;

    Apply(DocumentNode function, Node[] arguments) {
      this.function = function;
      this.arguments = arguments;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      if (c.mocks != null) {
        Mocks mock = Mocks.find(c.mocks, function.document());
        if (mock != null) {
          Value[] values = Values.all(arguments, c, frame);
          return values == null ? null : mock.call(c, values);
        }
      }
      Value[] inner = function.routine(arguments.length).frame();
      for (int i = 0; i < arguments.length; i++) {
        Value value = arguments[i].eval(c, frame);
        if (value == null) {
          return null;
        }
        inner[i] = value;
      }
      return function.apply(c, inner, arguments.length);
    }
  }

  /** Calls a builtin. */
  static final class Invoke extends Node implements Mocks.Callable {
    private final String name;
    private final BuiltinCode code;
    private final Node[] arguments;
    private final Location location;

    Invoke(Builtin builtin, Node[] arguments, Location location) {
      this.name = builtin.name();
      this.code = builtin.code();
      this.arguments = arguments;
      this.location = location;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value[] values = Values.all(arguments, c, frame);
      if (values == null) {
        return null;
      }
      if (c.mocks != null) {
        Mocks mock = Mocks.find(c.mocks, name);
        if (mock != null) {
          return mock.call(c, values);
        }
      }
      return call(c, values);
    }

    @Override
    public @Nullable Value call(Context c, Value[] values) {
      c.session.step();
      for (Value value : values) {
        c.session.touch(value);
      }
      try {
        Value result =
            switch (code) {
              case BuiltinCode.Nullary f -> f.call(c.session);
              case BuiltinCode.Unary f -> f.call(values[0]);
              case BuiltinCode.Binary f -> f.call(values[0], values[1]);
              case BuiltinCode.Ternary f -> f.call(values[0], values[1], values[2]);
              case BuiltinCode.General f -> {
                c.session.at(location);
                yield f.call(c.session, values);
              }
              case BuiltinCode.Relation f -> first(f, c, values);
              // The compiler replaces it inside rules; a query has none that it could tell of.
              case BuiltinCode.Intrinsic f -> null;
            };
        return c.session.made(result);
      } catch (BuiltinException e) {
        return c.session.failed(name, e, location);
      } catch (RuntimeException e) {
        throw Session.broken(name, e, location);
      }
    }

    private static @Nullable Value first(BuiltinCode.Relation code, Context c, Value[] values)
        throws BuiltinException {
      Value[] found = new Value[1];
      code.call(
          c.session,
          values,
          value -> {
            found[0] = value;
            return false;
          });
      return found[0];
    }
  }

  /** A call of a builtin that does not exist. */
  static final class Missing extends Node {
    private final String name;
    private final Location location;

    Missing(String name, Location location) {
      this.name = name;
      this.location = location;
    }

    @Override
    Value eval(Context c, Value[] frame) {
      throw new EvalException(
          new dev.bailey.rego.RegoError(
              dev.bailey.rego.RegoError.Code.EVAL_INTERNAL, "no builtin " + name, location));
    }
  }
}
