package dev.bailey.job.spec;

import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The node tree of JSON text that {@link JsonReader} has already accepted; it adds the places and
 * decides nothing about validity.
 */
final class JsonTree {
  private final String in;
  private int at;
  private int line = 1;
  private int column = 1;

  private JsonTree(String in) {
    this.in = in;
  }

  /** The tree; deeper than {@link SpecLimits#MAX_DEPTH} is a problem and ends in a broken node. */
  static Node of(String validJson, Problems problems) {
    return new JsonTree(validJson).value(1, problems);
  }

  private Node value(int depth, Problems problems) {
    space();
    char c = in.charAt(at);
    if ((c == '{' || c == '[') && depth > SpecLimits.MAX_DEPTH) {
      problems.add(line, column, "nested deeper than " + SpecLimits.MAX_DEPTH);
      at = in.length();
      return new Node.Scalar(line, column, "", Node.Kind.BROKEN);
    }
    return switch (c) {
      case '{' -> fields(depth, problems);
      case '[' -> items(depth, problems);
      case '"' -> text();
      default -> word();
    };
  }

  private Node fields(int depth, Problems problems) {
    int startLine = line;
    int startColumn = column;
    List<Node.Field> fields = new ArrayList<>();
    step(1);
    while (open('}')) {
      Node.Scalar key = text();
      space();
      step(1);
      fields.add(new Node.Field(key, value(depth + 1, problems)));
    }
    return new Node.Fields(startLine, startColumn, fields);
  }

  private Node items(int depth, Problems problems) {
    int startLine = line;
    int startColumn = column;
    List<Node> items = new ArrayList<>();
    step(1);
    while (open(']')) {
      items.add(value(depth + 1, problems));
    }
    return new Node.Items(startLine, startColumn, items);
  }

  /** Whether another member follows; steps over what separates or ends. */
  private boolean open(char end) {
    space();
    if (at < in.length() && in.charAt(at) == ',') {
      step(1);
      space();
    }
    if (at >= in.length()) {
      return false;
    }
    if (in.charAt(at) == end) {
      step(1);
      return false;
    }
    return true;
  }

  private Node.Scalar text() {
    int end = at + 1;
    while (in.charAt(end) != '"') {
      end += in.charAt(end) == '\\' ? 2 : 1;
    }
    String literal = in.substring(at, end + 1);
    Node.Scalar scalar = new Node.Scalar(line, column, decoded(literal), Node.Kind.TEXT);
    step(literal.length());
    return scalar;
  }

  private static String decoded(String literal) {
    if (JsonReader.read(literal) instanceof JsonReader.Result.Value(Json.Str(String value))) {
      return value;
    }
    throw new IllegalArgumentException("not JSON text");
  }

  private Node.Scalar word() {
    int end = at;
    while (end < in.length() && " \t\r\n,]}".indexOf(in.charAt(end)) < 0) {
      end++;
    }
    String text = in.substring(at, end);
    Node.Scalar scalar = new Node.Scalar(line, column, text, CoreSchema.kind(text));
    step(text.length());
    return scalar;
  }

  private void space() {
    while (at < in.length() && " \t\r\n".indexOf(in.charAt(at)) >= 0) {
      char c = in.charAt(at);
      boolean crlf = c == '\r' && at + 1 < in.length() && in.charAt(at + 1) == '\n';
      at++;
      column++;
      if ((c == '\n' || c == '\r') && !crlf) {
        line++;
        column = 1;
      }
    }
  }

  private void step(int characters) {
    column += in.codePointCount(at, at + characters);
    at += characters;
  }
}
