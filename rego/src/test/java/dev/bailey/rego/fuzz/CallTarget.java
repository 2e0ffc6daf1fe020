package dev.bailey.rego.fuzz;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Builtins;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.QuietCall;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.random.RandomGenerator;

/** Calls builtins with texts made of the pieces of the small languages that they read. */
final class CallTarget implements Target {
  static final Target REGEX =
      new CallTarget(
          List.of(
              "regex.match",
              "regex.replace",
              "regex.split",
              "regex.find_n",
              "regex.find_all_string_submatch_n",
              "regex.globs_match",
              "regex.template_match",
              "regex.is_valid"),
          List.of(
              "a",
              "b",
              "(",
              ")",
              "(?:",
              "(?i)",
              "(?P<n>",
              "[",
              "]",
              "[^a-c]",
              "[[:alpha:]]",
              "*",
              "+",
              "?",
              "{2,5}",
              "{1000}",
              "*?",
              "|",
              "^",
              "$",
              ".",
              "\\d",
              "\\b",
              "\\pL",
              "\\x{10ffff}",
              "\\",
              "-",
              "é",
              "𝔘",
              "$1",
              "${n}",
              ":",
              "{",
              "}"));

  static final Target GLOB =
      new CallTarget(
          List.of("glob.match", "glob.quote_meta"),
          List.of(
              "*", "**", "?", "[a-c]", "[!a]", "[", "]", "{", "}", ",", "{a,b}", "\\", ".", ":",
              "/", "a", "b", "abc", "é", "𝔘", "-"));

  static final Target TEMPLATE =
      new CallTarget(
          List.of("strings.render_template", "sprintf"),
          List.of(
              "{{",
              "}}",
              ".",
              ".a",
              "a",
              "range",
              "end",
              "if",
              "else",
              "with",
              "|",
              "(",
              ")",
              "\"x\"",
              "`",
              "$",
              ":=",
              "len",
              "printf",
              "eq",
              "-",
              " ",
              "%",
              "%d",
              "%v",
              "%5.2f",
              "%[2]s",
              "%+q",
              "%!",
              "%999999999d",
              "%x",
              "\n",
              "1",
              "/*",
              "*/"));

  static final Target TIME =
      new CallTarget(
          List.of(
              "time.parse_ns", "time.format", "time.parse_duration_ns", "time.parse_rfc3339_ns"),
          List.of(
              "2006",
              "01",
              "02",
              "15",
              "04",
              "05",
              "Jan",
              "January",
              "Mon",
              "MST",
              "-0700",
              "Z07:00",
              ".000",
              ",999",
              "_2",
              "002",
              "PM",
              "T",
              "Z",
              "-",
              ":",
              " ",
              "2024-02-30",
              "UTC",
              "Europe/Berlin",
              "9999999999",
              "1h",
              "ms",
              "µs",
              "RFC3339",
              "ANSIC"));

  private static final CallContext CONTEXT = QuietCall.CONTEXT;

  private final List<Builtin> builtins;
  private final List<String> pieces;

  private CallTarget(List<String> names, List<String> pieces) {
    Builtins all = Builtins.with(List.of());
    this.builtins = names.stream().flatMap(name -> all.find(name).stream()).toList();
    this.pieces = pieces;
  }

  @Override
  public void run(RandomGenerator random) {
    Builtin builtin = Mutation.pick(builtins, random);
    int count = builtin.signature().arguments().size();
    Value[] arguments = new Value[count];
    for (int i = 0; i < count; i++) {
      arguments[i] = argument(random);
    }
    try {
      call(builtin.code(), arguments);
    } catch (BuiltinException | CallContext.LimitReached refused) {
      // A value of its own, as it should be.
    }
  }

  private Value argument(RandomGenerator random) {
    return switch (random.nextInt(10)) {
      case 0 -> RegoNumber.of(random.nextInt(-3, 1000));
      case 1 -> RegoNumber.parse(random.nextLong() + (random.nextBoolean() ? "" : "e20"));
      case 2 -> RegoArray.of(text(random), RegoNumber.of(random.nextLong()));
      case 3 -> RegoArray.of(RegoNumber.of(random.nextLong()), text(random), text(random));
      case 4 -> RegoObject.builder().put("a", text(random)).build();
      case 5 -> random.nextBoolean() ? RegoNull.NULL : RegoArray.of(text(random));
      default -> text(random);
    };
  }

  private Value text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(14); n > 0; n--) {
      text.append(Mutation.pick(pieces, random));
    }
    return RegoString.of(text.toString());
  }

  private static void call(BuiltinCode code, Value[] a) throws BuiltinException {
    switch (code) {
      case BuiltinCode.Nullary f -> f.call(CONTEXT);
      case BuiltinCode.Unary f -> f.call(a[0]);
      case BuiltinCode.Binary f -> f.call(a[0], a[1]);
      case BuiltinCode.Ternary f -> f.call(a[0], a[1], a[2]);
      case BuiltinCode.General f -> f.call(CONTEXT, a);
      case BuiltinCode.Relation f -> f.call(CONTEXT, a, value -> true);
      case BuiltinCode.Intrinsic i -> {}
    }
  }
}
