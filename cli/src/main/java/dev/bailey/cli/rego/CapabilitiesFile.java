package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.rego.check.Capabilities;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What policies may use, as a file. */
final class CapabilitiesFile {
  private CapabilitiesFile() {}

  static Capabilities read(Path file) {
    if (!(Loading.document(file) instanceof RegoObject o)) {
      throw new Failure(Exit.USAGE, file + " is not an object", "", "");
    }
    return new Capabilities(
        names(o, "builtins"),
        names(o, "features"),
        names(o, "future_keywords"),
        names(o, "allow_net"));
  }

  /** The names in a list, whose elements are texts or have a name; absent where there is none. */
  private static Optional<Set<String>> names(RegoObject o, String key) {
    if (!(o.get(key) instanceof RegoArray list)) {
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    for (Value each : list) {
      Value name = each instanceof RegoObject b ? b.get("name") : each;
      if (name instanceof RegoString s) {
        names.add(s.text());
      }
    }
    return Optional.of(names);
  }
}
