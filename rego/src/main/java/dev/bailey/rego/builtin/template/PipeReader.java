package dev.bailey.rego.builtin.template;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.template.Scanner.Kind;
import dev.bailey.rego.builtin.template.Scanner.Word;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a pipeline of words. */
final class PipeReader {
  private static final int MAX_DEPTH = 200;

  private final List<Word> words;
  private final String where;
  private int at;
  private int depth;

  PipeReader(List<Word> words, String where) {
    this.words = words;
    this.where = where;
  }

  Node.Pipe read() throws BuiltinException {
    Node.Pipe pipe = pipe();
    if (pipe.variables().size() > 1 && !where.equals("range")) {
      throw BuiltinException.failed("too many declarations in " + where);
    }
    if (at < words.size()) {
      throw BuiltinException.failed("unexpected " + words.get(at).text() + " in " + where);
    }
    return pipe;
  }

  private boolean isSign(int i, String sign) {
    return i < words.size() && words.get(i).kind() == Kind.SIGN && words.get(i).text().equals(sign);
  }

  private boolean isVariable(int i) {
    return i < words.size() && words.get(i).kind() == Kind.VARIABLE;
  }

  private Node.Pipe pipe() throws BuiltinException {
    if (++depth > MAX_DEPTH) {
      throw BuiltinException.failed("the template is nested too deeply");
    }
    List<String> variables = new ArrayList<>();
    boolean declares = false;
    if (isVariable(at)) {
      int sign = isSign(at + 1, ",") && isVariable(at + 2) ? at + 3 : at + 1;
      declares = isSign(sign, ":=");
      if (declares || isSign(sign, "=")) {
        variables.add(words.get(at).text());
        if (sign == at + 3) {
          variables.add(words.get(at + 2).text());
        }
        at = sign + 1;
      }
    }
    List<Node.Command> commands = new ArrayList<>();
    commands.add(command());
    while (isSign(at, "|")) {
      at++;
      if (at < words.size()) {
        commands.add(command());
      }
    }
    depth--;
    return new Node.Pipe(variables, declares, commands);
  }

  private Node.Command command() throws BuiltinException {
    List<Node.Operand> operands = new ArrayList<>();
    while (at < words.size() && !isSign(at, "|") && !isSign(at, ")")) {
      operands.add(operand());
    }
    if (operands.isEmpty()) {
      throw BuiltinException.failed("missing value for " + where);
    }
    return new Node.Command(operands);
  }

  private Node.Operand operand() throws BuiltinException {
    Word word = words.get(at++);
    return switch (word.kind()) {
      case DOT -> new Node.Field(List.of());
      case FIELD -> new Node.Field(fields(word.text()));
      case VARIABLE -> new Node.Variable(word.text(), fields(""));
      case STRING -> new Node.Literal(new Node.Data(RegoString.of(word.text())));
      case CHARACTER -> new Node.Literal(character(word.text()));
      case NUMBER -> new Node.Literal(number(word.text()));
      case NAME -> named(word.text());
      case SIGN -> {
        if (!word.text().equals("(")) {
          throw BuiltinException.failed("unexpected \"" + word.text() + "\" in " + where);
        }
        Node.Pipe inner = pipe();
        if (!isSign(at, ")")) {
          throw BuiltinException.failed("unclosed left paren");
        }
        at++;
        yield new Node.Nested(inner, fields(""));
      }
    };
  }

  private static Node.Item character(String text) throws BuiltinException {
    if (text.isEmpty() || text.codePointCount(0, text.length()) > 1) {
      throw BuiltinException.failed("malformed character constant: '" + text + "'");
    }
    return new Node.Whole(text.codePointAt(0));
  }

  private List<String> fields(String first) {
    List<String> names = new ArrayList<>();
    if (!first.isEmpty()) {
      names.add(first);
    }
    while (at < words.size() && words.get(at).kind() == Kind.FIELD && words.get(at).joined()) {
      names.add(words.get(at++).text());
    }
    return names;
  }

  private static Node.Operand named(String name) throws BuiltinException {
    return switch (name) {
      case "true", "false" -> new Node.Literal(new Node.Data(RegoBoolean.of(name.equals("true"))));
      case "nil" -> new Node.Literal(new Node.Data(RegoNull.NULL));
      default -> {
        if (!Functions.NAMES.contains(name)) {
          throw BuiltinException.failed("function \"" + name + "\" not defined");
        }
        yield new Node.Function(name);
      }
    };
  }

  private static Node.Item number(String text) throws BuiltinException {
    String plain = text.replace("_", "").toLowerCase(Locale.ROOT);
    boolean negative = plain.startsWith("-");
    String digits = negative || plain.startsWith("+") ? plain.substring(1) : plain;
    try {
      long value =
          digits.startsWith("0x")
              ? Long.parseLong(digits.substring(2), 16)
              : digits.startsWith("0b")
                  ? Long.parseLong(digits.substring(2), 2)
                  : digits.startsWith("0o")
                      ? Long.parseLong(digits.substring(2), 8)
                      : digits.length() > 1 && digits.startsWith("0")
                          ? Long.parseLong(digits, 8)
                          : Long.parseLong(digits);
      return new Node.Whole(negative ? -value : value);
    } catch (NumberFormatException notWhole) {
      try {
        double value = Double.parseDouble(plain);
        boolean marked = plain.endsWith("f") || plain.endsWith("d");
        if (!Double.isFinite(value) || marked) {
          throw BuiltinException.failed("bad number syntax: \"" + text + "\"");
        }
        if (digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
          throw BuiltinException.failed("integer overflow: \"" + text + "\"");
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e18;
        return whole && digits.indexOf('.') < 0
            ? new Node.Whole((long) value)
            : new Node.Real(value);
      } catch (NumberFormatException e) {
        throw BuiltinException.failed("bad number syntax: \"" + text + "\"");
      }
    }
  }
}
