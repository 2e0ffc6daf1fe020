package dev.bailey.rego.builtin.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code regex.*}. */
public final class RegexBuiltins {
  private RegexBuiltins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.general(
            "regex.match", "(pattern: string, value: string) -> boolean", RegexBuiltins::match),
        Builtin.general("re_match", "(string, string) -> boolean", RegexBuiltins::match).onlyV0(),
        Builtin.unary("regex.is_valid", "(pattern: string) -> boolean", RegexBuiltins::isValid),
        Builtin.general(
            "regex.split",
            "(pattern: string, value: string) -> array[string]",
            RegexBuiltins::split),
        Builtin.general(
            "regex.find_n",
            "(pattern: string, value: string, number: number) -> array[string]",
            RegexBuiltins::find),
        Builtin.general(
            "regex.find_all_string_submatch_n",
            "(pattern: string, value: string, number: number) -> array[array[string]]",
            RegexBuiltins::findGroups),
        Builtin.general(
            "regex.replace",
            "(s: string, pattern: string, value: string) -> string",
            RegexBuiltins::replace),
        Builtin.general(
            "regex.template_match",
            "(template: string, value: string, delimiter_start: string, delimiter_end: string)"
                + " -> boolean",
            RegexBuiltins::templateMatch),
        Builtin.general(
            "regex.globs_match",
            "(glob1: string, glob2: string) -> boolean",
            RegexBuiltins::globsMatch));
  }

  private static Value match(CallContext context, Value[] operands) throws BuiltinException {
    String regex = Operands.string(operands[0], 1);
    String text = Operands.string(operands[1], 2);
    return RegoBoolean.of(Patterns.isFound(regex, text, context));
  }

  private static Value isValid(Value pattern) {
    if (!(pattern instanceof RegoString regex)) {
      return RegoBoolean.FALSE;
    }
    try {
      Patterns.compiled(regex.text());
      return RegoBoolean.TRUE;
    } catch (BuiltinException e) {
      return RegoBoolean.FALSE;
    }
  }

  private static Value split(CallContext context, Value[] operands) throws BuiltinException {
    String regex = Operands.string(operands[0], 1);
    String text = Operands.string(operands[1], 2);
    Pattern compiled = Patterns.compiled(regex);
    if (text.isEmpty() && !regex.isEmpty()) {
      return RegoArray.of(RegoString.EMPTY);
    }
    List<Value> parts = new ArrayList<>();
    int from = 0;
    int end = 0;
    Occurrences all = new Occurrences(compiled, text, context);
    while (all.next()) {
      end = all.start();
      if (all.end() != 0) {
        parts.add(RegoString.of(text.substring(from, end)));
      }
      from = all.end();
    }
    if (end != text.length()) {
      parts.add(RegoString.of(text.substring(from)));
    }
    return RegoArray.of(parts);
  }

  private static Value find(CallContext context, Value[] operands) throws BuiltinException {
    String regex = Operands.string(operands[0], 1);
    String text = Operands.string(operands[1], 2);
    long wanted = Operands.integer(operands[2], 3);
    List<Value> found = new ArrayList<>();
    Occurrences all = new Occurrences(Patterns.compiled(regex), text, context);
    while ((wanted < 0 || found.size() < wanted) && all.next()) {
      found.add(RegoString.of(text.substring(all.start(), all.end())));
    }
    return RegoArray.of(found);
  }

  private static Value findGroups(CallContext context, Value[] operands) throws BuiltinException {
    String regex = Operands.string(operands[0], 1);
    String text = Operands.string(operands[1], 2);
    long wanted = Operands.integer(operands[2], 3);
    List<Value> found = new ArrayList<>();
    Occurrences all = new Occurrences(Patterns.compiled(regex), text, context);
    while ((wanted < 0 || found.size() < wanted) && all.next()) {
      Matcher matcher = all.matcher();
      Value[] groups = new Value[matcher.groupCount() + 1];
      for (int i = 0; i < groups.length; i++) {
        String group = matcher.group(i);
        groups[i] = group == null ? RegoString.EMPTY : RegoString.of(group);
      }
      found.add(RegoArray.wrap(groups));
    }
    return RegoArray.of(found);
  }

  private static Value replace(CallContext context, Value[] operands) throws BuiltinException {
    String text = Operands.string(operands[0], 1);
    String regex = Operands.string(operands[1], 2);
    Replacement replacement = new Replacement(Operands.string(operands[2], 3));
    Occurrences all = new Occurrences(Patterns.compiled(regex), text, context);
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (all.next()) {
      int before = out.length();
      context.write(replacement.text().length());
      out.append(text, from, all.start());
      replacement.appendTo(out, all.matcher());
      context.write(out.length() - before);
      from = all.end();
    }
    return RegoString.of(out.append(text, from, text.length()).toString());
  }

  private static Value templateMatch(CallContext context, Value[] operands)
      throws BuiltinException {
    String template = Operands.string(operands[0], 1);
    String value = Operands.string(operands[1], 2);
    String start = Operands.string(operands[2], 3);
    String end = Operands.string(operands[3], 4);
    delimiter("start", start, start);
    delimiter("end", end, start);
    context.spend(template.length());
    String regex = RegexTemplate.regex(template, start.charAt(0), end.charAt(0));
    return RegoBoolean.of(Patterns.isFound(regex, value, context));
  }

  /** The message gives the length of the first delimiter for both. */
  private static void delimiter(String which, String text, String start) throws BuiltinException {
    if (Bytes.of(text).length != 1) {
      throw BuiltinException.failed(
          which
              + " delimiter has to be exactly one character long but is "
              + Bytes.of(start).length
              + " long");
    }
  }

  private static Value globsMatch(CallContext context, Value[] operands) throws BuiltinException {
    String first = Operands.string(operands[0], 1);
    String second = Operands.string(operands[1], 2);
    return RegoBoolean.of(
        GlobIntersection.exists(SimpleGlob.parse(first), SimpleGlob.parse(second), context));
  }
}
