package dev.bailey.rego.syntax;

import dev.bailey.rego.Location;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Source;
import java.util.List;

/**
 * One module as it was written.
 *
 * @param path of its package, below {@code data}
 * @param packageLocation of the package clause
 * @param annotations all of the module, in the order of the text; rules carry their own as well
 * @param version the form whose rules it follows, after {@code import rego.v1}
 */
public record Module(
    Source source,
    List<String> path,
    Location packageLocation,
    List<Import> imports,
    List<Rule> rules,
    List<Comment> comments,
    List<Annotation> annotations,
    RegoVersion version) {
  public Module {
    path = List.copyOf(path);
    imports = List.copyOf(imports);
    rules = List.copyOf(rules);
    comments = List.copyOf(comments);
    annotations = List.copyOf(annotations);
  }

  /** The same with metadata, which the rules carry already. */
  public Module with(List<Rule> annotatedRules, List<Annotation> metadata) {
    return new Module(
        source, path, packageLocation, imports, annotatedRules, comments, metadata, version);
  }
}
