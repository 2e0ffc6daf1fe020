package dev.bailey.rego.fuzz;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.Value;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Calls builtins with operands of the types that they declare, whose texts are made of the pieces
 * of the small languages that they read. A call that ends at the check of types counts as none.
 */
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
          List.of("(a|b)*c+?", "^a.{2,5}$", "(?i)é[^a-c]\\pL", "a{b}:{c}", "aabbcabc"),
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
              "}",
              "(?:a?){900}",
              "(".repeat(300)));

  static final Target GLOB =
      new CallTarget(
          List.of("glob.match", "glob.quote_meta"),
          List.of("a*.{b,c*}", "**:[a-c]?", "a.b.c", "{a,{b,c}}/**"),
          List.of(
              "*", "**", "?", "[a-c]", "[!a]", "[", "]", "{", "}", ",", "{a,b}", "\\", ".", ":",
              "/", "a", "b", "abc", "é", "𝔘", "-"));

  static final Target TEMPLATE =
      new CallTarget(
          List.of("strings.render_template", "sprintf"),
          List.of(
              "{{range $i, $x := .a}}{{$i}} {{$x | printf \"%v\"}}{{else}}-{{end}}",
              "{{if and .a (eq .b 1)}}{{.a}}{{else if .b}}{{len .b}}{{end}}",
              "{{with .a}}{{.}}{{- /* c */ -}}{{index . 0}}{{end}}",
              "{{define \"t\"}}{{.}}{{end}}{{template \"t\" .a}}",
              "%d %-5.2f|%+q %[2]*.[1]x %v %T"),
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
              "2006-01-02T15:04:05.999Z07:00",
              "Mon, 02 Jan 2006 15:04:05 MST",
              "2024-02-29T23:59:60.123+01:00",
              "1h2m3.5s",
              "America/New_York"),
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

  private static final int MOST_PIECES = 13;

  private final List<Builtin> builtins;
  private final List<String> pieces;
  private final Mutation changed;
  private final Operands operands = new Operands(this::text, CallTarget::number);
  private boolean reached;

  /**
   * @param seeds texts that the builtins understand
   * @param pieces of which others are made
   */
  private CallTarget(List<String> names, List<String> seeds, List<String> pieces) {
    this.builtins = names.stream().map(Calls::find).toList();
    this.pieces = pieces;
    this.changed = new Mutation(seeds, pieces);
  }

  @Override
  public int executions() {
    return reached ? 1 : 0;
  }

  @Override
  public void run(RandomGenerator random) {
    Builtin builtin = Mutation.pick(builtins, random);
    Value[] arguments = operands.of(builtin, random);
    reached = !(Calls.answer(builtin, arguments) instanceof Calls.Answer.WrongType);
  }

  /** Nearly always whole, because most operands must be. */
  private static RegoNumber number(RandomGenerator random) {
    return switch (random.nextInt(16)) {
      case 0 -> RegoNumber.parse(random.nextInt() + Mutation.pick(List.of(".5", "e20"), random));
      case 1, 2, 3, 4 -> RegoNumber.of(random.nextLong());
      default -> RegoNumber.of(random.nextInt(-3, 1000));
    };
  }

  private String text(RandomGenerator random) {
    return switch (random.nextInt(16)) {
      case 0 -> Mutation.pick(pieces, random);
      case 1, 2, 3, 4, 5, 6, 7 -> changed.text(random);
      default -> Mutation.joined(pieces, MOST_PIECES, random);
    };
  }
}
