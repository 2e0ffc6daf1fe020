package dev.bailey.policy.image;

import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.math.BigInteger;
import java.util.List;

/** What a part of a profile is, and how it is written. */
sealed interface SeccompShape {
  /** What is written where there is nothing. */
  String zero();

  /** Writes a value of this shape. */
  Tried<Boolean> write(Value value, StringBuilder out);

  record Text() implements SeccompShape {
    @Override
    public String zero() {
      return "\"\"";
    }

    @Override
    public Tried<Boolean> write(Value value, StringBuilder out) {
      return value instanceof RegoString text
          ? written(out, SeccompProfile.quoted(text.text()))
          : wrong(value, "a text");
    }
  }

  /** A number from 0 to {@code most}. */
  record Whole(String most) implements SeccompShape {
    @Override
    public String zero() {
      return "0";
    }

    @Override
    public Tried<Boolean> write(Value value, StringBuilder out) {
      return value instanceof RegoNumber number
              && number.isWrittenAsInteger()
              && number.signum() >= 0
              && number.isBigInteger()
              && number.toBigInteger().compareTo(new BigInteger(most)) <= 0
          ? written(out, number.toBigInteger().toString())
          : wrong(value, "a number from 0 to " + most);
    }
  }

  record Items(SeccompShape item) implements SeccompShape {
    @Override
    public String zero() {
      return "null";
    }

    @Override
    public Tried<Boolean> write(Value value, StringBuilder out) {
      if (!(value instanceof RegoArray items)) {
        return wrong(value, "an array");
      }
      out.append('[');
      for (int i = 0; i < items.size(); i++) {
        out.append(i == 0 ? "" : ",");
        Value one = items.at(i);
        Tried<Boolean> done =
            one instanceof RegoNull ? written(out, item.zero()) : item.write(one, out);
        if (done instanceof Tried.Failed<Boolean>) {
          return done;
        }
      }
      return written(out, "]");
    }
  }

  record Table(List<Field> fields) implements SeccompShape {
    public Table {
      fields = List.copyOf(fields);
    }

    @Override
    public String zero() {
      StringBuilder out = new StringBuilder();
      write(RegoObject.EMPTY, out);
      return out.toString();
    }

    @Override
    public Tried<Boolean> write(Value value, StringBuilder out) {
      if (!(value instanceof RegoObject object)) {
        return wrong(value, "an object");
      }
      out.append('{');
      int empty = out.length();
      for (Field field : fields) {
        StringBuilder part = new StringBuilder();
        Tried<Boolean> done = field.write(object, part);
        if (done instanceof Tried.Failed<Boolean>) {
          return done;
        }
        if (!part.isEmpty()) {
          out.append(out.length() == empty ? "" : ",").append(part);
        }
      }
      return written(out, "}");
    }
  }

  /**
   * A field of a table.
   *
   * @param always whether it is written if it is not there
   * @param evenZero whether it is written if it is there and says nothing
   */
  record Field(String name, SeccompShape shape, boolean always, boolean evenZero) {
    /** A field that is always written. */
    static Field kept(String name, SeccompShape shape) {
      return new Field(name, shape, true, true);
    }

    /** A field that is written if it says something. */
    static Field ofUse(String name, SeccompShape shape) {
      return new Field(name, shape, false, false);
    }

    /** A field that is written if it is there. */
    static Field stated(String name, SeccompShape shape) {
      return new Field(name, shape, false, true);
    }

    Tried<Boolean> write(RegoObject object, StringBuilder out) {
      Value value = last(object);
      StringBuilder part = new StringBuilder();
      if (value instanceof RegoNull) {
        part.append(always ? shape.zero() : "");
      } else if (shape.write(value, part) instanceof Tried.Failed<Boolean> failed) {
        return Tried.failed(name + ": " + failed.error());
      }
      boolean saysNothing = part.toString().equals(shape.zero()) || part.toString().equals("[]");
      if (!part.isEmpty() && (evenZero || !saysNothing)) {
        out.append('"').append(name).append("\":").append(part);
      }
      return Tried.done(true);
    }

    /** The value under the name in any case; of several that in the text of the exact name. */
    private Value last(RegoObject object) {
      Value exact = object.get(name);
      if (exact != null) {
        return exact;
      }
      for (int i = 0; i < object.size(); i++) {
        if (object.keyAt(i) instanceof RegoString key && key.text().equalsIgnoreCase(name)) {
          return object.valueAt(i);
        }
      }
      return RegoNull.NULL;
    }
  }

  private static Tried<Boolean> written(StringBuilder out, String text) {
    out.append(text);
    return Tried.done(true);
  }

  private static Tried<Boolean> wrong(Value value, String wanted) {
    return Tried.failed("wanted " + wanted + ", got " + value.kind().text());
  }
}
