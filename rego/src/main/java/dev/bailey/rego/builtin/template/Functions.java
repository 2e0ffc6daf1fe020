package dev.bailey.rego.builtin.template;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.string.Sprintf;
import dev.bailey.rego.builtin.template.Node.Data;
import dev.bailey.rego.builtin.template.Node.Item;
import dev.bailey.rego.builtin.template.Node.Missing;
import dev.bailey.rego.builtin.template.Node.Real;
import dev.bailey.rego.builtin.template.Node.Whole;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The functions that templates may call. */
final class Functions {
  static final Set<String> NAMES =
      Set.of(
          "and",
          "or",
          "not",
          "eq",
          "ne",
          "lt",
          "le",
          "gt",
          "ge",
          "len",
          "index",
          "slice",
          "print",
          "println",
          "printf",
          "html",
          "js",
          "urlquery",
          "call");

  private Functions() {}

  static Item call(String name, List<Item> arguments, CallContext context) throws BuiltinException {
    return switch (name) {
      case "not" -> {
        count(name, arguments, 1, 1);
        yield truth(!Show.isTrue(arguments.getFirst()));
      }
      case "eq" -> {
        count(name, arguments, 2, Integer.MAX_VALUE);
        yield truth(equalsAny(arguments));
      }
      case "ne", "lt", "le", "gt", "ge" -> {
        count(name, arguments, 2, 2);
        yield truth(compare(name, arguments.get(0), arguments.get(1)));
      }
      case "len" -> {
        count(name, arguments, 1, 1);
        yield new Whole(length(arguments.getFirst()));
      }
      case "index" -> {
        count(name, arguments, 1, Integer.MAX_VALUE);
        Item item = arguments.getFirst();
        for (Item step : arguments.subList(1, arguments.size())) {
          item = index(item, step);
        }
        yield item;
      }
      case "slice" -> slice(arguments);
      case "print" -> text(joined(arguments, false));
      case "println" -> text(joined(arguments, true) + "\n");
      case "printf" -> {
        count(name, arguments, 1, Integer.MAX_VALUE);
        yield printf(arguments, context);
      }
      case "html" -> text(Escapes.html(joined(arguments, false)));
      case "js" -> text(Escapes.js(joined(arguments, false)));
      case "urlquery" -> text(Escapes.query(joined(arguments, false)));
      default -> {
        count(name, arguments, 1, Integer.MAX_VALUE);
        throw failed(name, "non-function of type " + Show.type(arguments.getFirst()));
      }
    };
  }

  static void count(String name, List<Item> arguments, int least, int most)
      throws BuiltinException {
    int size = arguments.size();
    if (size < least || size > most) {
      String want = most == Integer.MAX_VALUE ? "at least " + least : "" + least;
      throw BuiltinException.failed(
          "wrong number of args for " + name + ": want " + want + " got " + size);
    }
  }

  private static BuiltinException failed(String name, String why) {
    return BuiltinException.failed("error calling " + name + ": " + why);
  }

  static Item truth(boolean value) {
    return new Data(RegoBoolean.of(value));
  }

  private static Item text(String text) {
    return new Data(RegoString.of(text));
  }

  private static boolean isNothing(Item item) {
    return item instanceof Missing || (item instanceof Data d && d.value() instanceof RegoNull);
  }

  private static boolean equalsAny(List<Item> arguments) throws BuiltinException {
    Item first = arguments.getFirst();
    for (Item other : arguments.subList(1, arguments.size())) {
      if (isNothing(first) || isNothing(other)) {
        if (isNothing(first) && isNothing(other)) {
          return true;
        }
      } else if (order("eq", first, other) == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean compare(String name, Item a, Item b) throws BuiltinException {
    if (name.equals("ne")) {
      return !equalsAny(List.of(a, b));
    }
    if (isNothing(a) || isNothing(b) || Show.type(a).equals("bool")) {
      throw failed(name, "invalid type for comparison");
    }
    int order = order(name, a, b);
    return switch (name) {
      case "lt" -> order < 0;
      case "le" -> order <= 0;
      case "gt" -> order > 0;
      default -> order >= 0;
    };
  }

  /** Numbers of the language are compared like the strings that they are here. */
  private static int order(String name, Item a, Item b) throws BuiltinException {
    if (a instanceof Whole x && b instanceof Whole y) {
      return Long.compare(x.value(), y.value());
    }
    if (a instanceof Real x && b instanceof Real y) {
      return Double.compare(x.value(), y.value());
    }
    if (a instanceof Data x && b instanceof Data y) {
      if (isText(x.value()) && isText(y.value())) {
        return Arrays.compareUnsigned(Bytes.of(Show.text(a)), Bytes.of(Show.text(b)));
      }
      if (x.value() instanceof RegoBoolean p && y.value() instanceof RegoBoolean q) {
        return Boolean.compare(p.isTrue(), q.isTrue());
      }
    }
    for (Item each : List.of(a, b)) {
      if (each instanceof Data d && !isText(d.value()) && !(d.value() instanceof RegoBoolean)) {
        throw failed(name, "non-comparable type " + Show.text(each) + ": " + Show.type(each));
      }
    }
    throw failed(
        name, "incompatible types for comparison: " + Show.type(a) + " and " + Show.type(b));
  }

  private static boolean isText(Value value) {
    return value instanceof RegoString || value instanceof RegoNumber;
  }

  private static int length(Item item) throws BuiltinException {
    if (item instanceof Data d && !(d.value() instanceof RegoNull)) {
      if (isText(d.value())) {
        return Bytes.of(Show.text(item)).length;
      }
      if (!(d.value() instanceof RegoBoolean)) {
        return d.value().size();
      }
    }
    throw failed("len", "len of type " + Show.type(item));
  }

  private static Item index(Item item, Item step) throws BuiltinException {
    if (isNothing(item)) {
      throw failed("index", "index of untyped nil");
    }
    if (item instanceof Data d) {
      if (d.value() instanceof RegoObject o) {
        if (!(step instanceof Data key && isText(key.value()))) {
          throw failed("index", "value has type " + Show.type(step) + "; should be string");
        }
        Value found = o.get(Show.text(step));
        return found == null ? Missing.MISSING : new Data(found);
      }
      if (isText(d.value())) {
        byte[] bytes = Bytes.of(Show.text(item));
        return new Whole(bytes[place(step, bytes.length)] & 0xFF);
      }
      if (d.value() instanceof RegoArray a) {
        return new Data(a.at(place(step, a.size())));
      }
    }
    throw failed("index", "can't index item of type " + Show.type(item));
  }

  private static int place(Item step, int size) throws BuiltinException {
    if (!(step instanceof Whole place)) {
      throw failed("index", "cannot index slice/array with type " + Show.type(step));
    }
    if (place.value() < 0 || place.value() >= size) {
      throw failed("index", "index out of range: " + place.value());
    }
    return (int) place.value();
  }

  private static Item slice(List<Item> arguments) throws BuiltinException {
    count("slice", arguments, 1, 4);
    if (!(arguments.getFirst() instanceof Data d)
        || !(isText(d.value()) || d.value() instanceof RegoArray)) {
      throw failed("slice", "can't slice item of type " + Show.type(arguments.getFirst()));
    }
    byte[] bytes = isText(d.value()) ? Bytes.of(Show.text(d)) : new byte[0];
    int size = d.value() instanceof RegoArray a ? a.size() : bytes.length;
    long from = bound(arguments, 1, 0, size);
    long to = bound(arguments, 2, size, size);
    if (from > to) {
      throw failed("slice", "invalid slice index: " + from + " > " + to);
    }
    if (d.value() instanceof RegoArray a) {
      List<Value> items = new ArrayList<>();
      for (int i = (int) from; i < to; i++) {
        items.add(a.at(i));
      }
      return new Data(RegoArray.of(items));
    }
    return text(Bytes.text(Arrays.copyOfRange(bytes, (int) from, (int) to)));
  }

  private static long bound(List<Item> arguments, int at, int otherwise, int size)
      throws BuiltinException {
    if (at >= arguments.size()) {
      return otherwise;
    }
    if (!(arguments.get(at) instanceof Whole place)) {
      throw failed("slice", "cannot index slice/array with type " + Show.type(arguments.get(at)));
    }
    if (place.value() < 0 || place.value() > size) {
      throw failed("slice", "index out of range: " + place.value());
    }
    return place.value();
  }

  /** With spaces between all, or between those of which neither is a string. */
  private static String joined(List<Item> arguments, boolean always) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < arguments.size(); i++) {
      if (i > 0 && (always || !(isString(arguments.get(i)) || isString(arguments.get(i - 1))))) {
        out.append(' ');
      }
      out.append(Show.text(arguments.get(i)));
    }
    return out.toString();
  }

  private static boolean isString(Item item) {
    return item instanceof Data d && isText(d.value());
  }

  private static Item printf(List<Item> arguments, CallContext context) throws BuiltinException {
    if (!(arguments.getFirst() instanceof Data d) || !(d.value() instanceof RegoString format)) {
      throw failed("printf", "the format is no string");
    }
    List<Value> values = new ArrayList<>();
    for (Item item : arguments.subList(1, arguments.size())) {
      values.add(
          switch (item) {
            case Missing m -> RegoString.of("<nil>");
            case Whole w -> RegoNumber.of(w.value());
            case Real r -> RegoNumber.of(r.value());
            case Data a when a.value() instanceof RegoBoolean -> a.value();
            case Data a -> RegoString.of(Show.text(a));
          });
    }
    return text(Sprintf.format(context, format.text(), RegoArray.of(values)));
  }
}
