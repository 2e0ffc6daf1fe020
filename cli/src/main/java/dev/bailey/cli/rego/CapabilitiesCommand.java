package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.command.Context;
import dev.bailey.cli.show.Terminal;
import dev.bailey.rego.Engine;
import dev.bailey.rego.builtin.Builtin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what policies may use. */
@Command(
    name = "capabilities",
    description =
        "Print what policies may use, in the form that --capabilities reads; take out what you"
            + " do not want them to use.")
final class CapabilitiesCommand implements Callable<Integer> {
  private static final List<String> FEATURES =
      List.of(
          "keywords_in_refs",
          "rego_v1",
          "rule_head_ref_string_prefixes",
          "rule_head_refs",
          "template_strings");
  private static final List<String> WORDS = List.of("contains", "every", "if", "in", "not");

  private final Terminal terminal;

  @Option(names = "--current", description = "The same; accepted for those used to it.")
  private boolean current;

  CapabilitiesCommand(Context context) {
    this.terminal = context.terminal();
  }

  boolean isCurrent() {
    return current;
  }

  @Override
  public Integer call() {
    List<Object> builtins = new ArrayList<>();
    for (Builtin builtin : Engine.standard().builtins()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", builtin.name());
      each.put("effect", builtin.effect().name().toLowerCase(java.util.Locale.ROOT));
      if (builtin.deprecated()) {
        each.put("deprecated", true);
      }
      builtins.add(each);
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("builtins", builtins);
    out.put("future_keywords", WORDS);
    out.put("features", FEATURES);
    terminal.data(JsonText.of(out));
    return Exit.DONE;
  }
}
