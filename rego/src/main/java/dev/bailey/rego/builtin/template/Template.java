package dev.bailey.rego.builtin.template;

import dev.bailey.rego.builtin.BuiltinException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template that was read.
 *
 * @param named templates that it defines
 */
record Template(List<Node> nodes, Map<String, List<Node>> named) {
  static Template read(String text) throws BuiltinException {
    return new Reader(text).read();
  }

  /** Reads nodes; blocks in blocks are open at the same time. */
  private static final class Reader {
    private static final int MAX_DEPTH = 500;

    private final String text;
    private final Map<String, List<Node>> named = new HashMap<>();
    private int at;
    private int depth;
    private int loops;
    private boolean trim;
    private String end = "";
    private List<Scanner.Word> endWords = List.of();

    Reader(String text) {
      this.text = text;
    }

    Template read() throws BuiltinException {
      try {
        List<Node> nodes = nodes();
        if (!end.isEmpty()) {
          throw BuiltinException.failed("unexpected {{" + end + "}}");
        }
        return new Template(nodes, named);
      } catch (BuiltinException e) {
        long line =
            1
                + text.substring(0, Math.min(at, text.length()))
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
        throw BuiltinException.failed("template: template:" + line + ": " + e.getMessage());
      }
    }

    /** Nodes up to an end, an else, or the end of the text; {@link #end} tells which. */
    private List<Node> nodes() throws BuiltinException {
      if (++depth > MAX_DEPTH) {
        throw BuiltinException.failed("the template is nested too deeply");
      }
      List<Node> nodes = new ArrayList<>();
      end = "";
      while (at < text.length()) {
        int open = text.indexOf("{{", at);
        text(nodes, open < 0 ? text.length() : open);
        if (open < 0) {
          break;
        }
        String action = action(open + 2);
        if (action.startsWith("/*")) {
          continue;
        }
        List<Scanner.Word> words = Scanner.words(action);
        String first =
            !words.isEmpty() && words.getFirst().kind() == Scanner.Kind.NAME
                ? words.getFirst().text()
                : "";
        if (first.equals("end") || first.equals("else")) {
          end = first;
          endWords = words.subList(1, words.size());
          break;
        }
        node(first, words, nodes);
        end = "";
      }
      depth--;
      return nodes;
    }

    private void text(List<Node> nodes, int to) {
      String part = text.substring(at, to);
      if (trim) {
        part = part.stripLeading();
      }
      trim = false;
      boolean cut =
          text.startsWith("{{-", to) && to + 3 < text.length() && isSpace(text.charAt(to + 3));
      part = cut ? part.stripTrailing() : part;
      if (!part.isEmpty()) {
        nodes.add(new Node.Text(part));
      }
      at = to;
    }

    private static boolean isSpace(char c) {
      return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** The content of an action; goes behind it. */
    private String action(int from) throws BuiltinException {
      int start = from;
      if (text.startsWith("- ", from)
          || (text.startsWith("-", from)
              && from + 1 < text.length()
              && isSpace(text.charAt(from + 1)))) {
        start = from + 2;
      }
      int close = text.startsWith("/*", start) ? comment(start) : close(start);
      String action = text.substring(start, close);
      trim =
          action.length() > 1
              && action.endsWith("-")
              && isSpace(action.charAt(action.length() - 2));
      at = close + 2;
      return trim ? action.substring(0, action.length() - 2) : action;
    }

    private int comment(int start) throws BuiltinException {
      int stop = text.indexOf("*/", start);
      if (stop < 0) {
        throw BuiltinException.failed("unclosed comment");
      }
      int close = text.indexOf("}}", stop);
      if (close < 0
          || !(text.substring(stop + 2, close).isEmpty()
              || text.substring(stop + 2, close).equals(" -"))) {
        throw BuiltinException.failed("comment ends before closing delimiter");
      }
      return close;
    }

    /** The first braces outside of strings. */
    private int close(int start) throws BuiltinException {
      char quote = 0;
      for (int i = start; i < text.length(); i++) {
        char c = text.charAt(i);
        if (quote == 0 && text.startsWith("}}", i)) {
          return i;
        }
        if (quote == 0 && (c == '"' || c == '`' || c == '\'')) {
          quote = c;
        } else if (quote != 0 && c == '\\' && quote != '`') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      }
      throw BuiltinException.failed(quote == 0 ? "unclosed action" : "unterminated quoted string");
    }

    private void node(String first, List<Scanner.Word> words, List<Node> nodes)
        throws BuiltinException {
      List<Scanner.Word> rest = first.isEmpty() ? words : words.subList(1, words.size());
      switch (first) {
        case "if", "with", "range" -> nodes.add(block(first, rest));
        case "break", "continue" -> {
          if (loops == 0) {
            throw BuiltinException.failed("{{" + first + "}} outside {{range}}");
          }
          nodes.add(new Node.Leave(first.equals("continue")));
        }
        case "define" -> define(name(rest), body(first));
        case "block" -> {
          Node.Include include = include(rest);
          define(include.name(), body(first));
          nodes.add(include);
        }
        case "template" -> nodes.add(include(rest));
        default -> nodes.add(new Node.Action(new PipeReader(words, "command").read()));
      }
    }

    private void define(String name, List<Node> nodes) throws BuiltinException {
      List<Node> before = named.put(name, nodes);
      if (before != null && !before.isEmpty() && !nodes.isEmpty()) {
        throw BuiltinException.failed("template: multiple definition of template \"" + name + "\"");
      }
    }

    private static String name(List<Scanner.Word> words) throws BuiltinException {
      if (words.isEmpty() || words.getFirst().kind() != Scanner.Kind.STRING) {
        throw BuiltinException.failed("missing template name");
      }
      return words.getFirst().text();
    }

    private static Node.Include include(List<Scanner.Word> words) throws BuiltinException {
      String name = name(words);
      return new Node.Include(
          name,
          words.size() == 1
              ? Optional.empty()
              : Optional.of(new PipeReader(words.subList(1, words.size()), "template").read()));
    }

    private List<Node> body(String what) throws BuiltinException {
      List<Node> nodes = nodes();
      if (!end.equals("end")) {
        throw unended(what);
      }
      return nodes;
    }

    private BuiltinException unended(String what) {
      return BuiltinException.failed(
          end.isEmpty() ? "unexpected EOF" : "unexpected {{" + end + "}} in " + what);
    }

    private Node block(String kind, List<Scanner.Word> words) throws BuiltinException {
      Node.Pipe pipe = new PipeReader(words, kind).read();
      boolean loop = kind.equals("range");
      loops += loop ? 1 : 0;
      List<Node> then = nodes();
      loops -= loop ? 1 : 0;
      List<Node> otherwise = List.of();
      if (end.equals("else")) {
        boolean chained = !endWords.isEmpty() && endWords.getFirst().text().equals(kind) && !loop;
        if (chained) {
          if (++depth > MAX_DEPTH) {
            throw BuiltinException.failed("the template is nested too deeply");
          }
          otherwise = List.of(block(kind, endWords.subList(1, endWords.size())));
          depth--;
        } else {
          otherwise = nodes();
        }
      }
      if (!end.equals("end")) {
        throw unended(kind);
      }
      return switch (kind) {
        case "if" -> new Node.If(pipe, then, otherwise);
        case "with" -> new Node.With(pipe, then, otherwise);
        default -> new Node.Range(pipe, then, otherwise);
      };
    }
  }
}
