package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Annotation;
import dev.bailey.rego.syntax.Comment;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the keys of one block of metadata and gives their values the form that policies see. */
final class MetadataFields {
  private final List<Comment> block;
  private final Metadata.Target target;
  private final RegoObject.Builder content = RegoObject.builder();
  private Optional<String> scope = Optional.empty();
  private boolean entrypoint;

  private MetadataFields(List<Comment> block, Metadata.Target target) {
    this.block = block;
    this.target = target;
  }

  static Annotation annotation(List<Comment> block, Metadata.Target target) {
    return new MetadataFields(block, target).read();
  }

  private Annotation read() {
    StringBuilder text = new StringBuilder();
    block.stream().skip(1).forEach(comment -> text.append(comment.text()).append('\n'));
    if (text.toString().isBlank()) {
      throw fail("expected METADATA block, found whitespace");
    }
    try {
      if (!(Yaml.read(text.toString()) instanceof YamlNode.Mapping mapping)) {
        throw new YamlFailure("expected keys with values", 0);
      }
      mapping.entries().forEach(this::field);
    } catch (YamlFailure e) {
      int index = Math.min(e.line() + 1, block.size() - 1);
      throw new ParseFailure(
          block.get(index).location(),
          "yaml: line " + (e.line() + 1) + ": " + e.getMessage(),
          "the lines below `# METADATA` are read as YAML");
    }
    Annotation.Scope holds = scope();
    content.put("scope", RegoString.of(holds.text()));
    return new Annotation(holds, content.build(), block.getFirst().location());
  }

  private void field(YamlNode.Entry entry) {
    YamlNode node = entry.value();
    if (YamlValues.isNull(node)) {
      return;
    }
    switch (entry.key()) {
      case "scope" -> scope = Optional.of(text(node)).filter(text -> !text.isEmpty());
      case "title", "description" -> {
        if (!text(node).isEmpty()) {
          content.put(entry.key(), RegoString.of(text(node)));
        }
      }
      case "entrypoint" -> {
        entrypoint = truth(node);
        if (entrypoint) {
          content.put("entrypoint", RegoBoolean.TRUE);
        }
      }
      case "organizations" ->
          putList("organizations", items(node).stream().map(item -> string(item)).toList());
      case "authors" -> putList("authors", items(node).stream().map(this::author).toList());
      case "related_resources" ->
          putList("related_resources", items(node).stream().map(this::resource).toList());
      case "schemas" -> putList("schemas", items(node).stream().map(this::schema).toList());
      case "custom" -> {
        if (!(node instanceof YamlNode.Mapping mapping)) {
          throw new YamlFailure("custom must be a mapping", node.line());
        }
        if (!mapping.entries().isEmpty()) {
          content.put("custom", YamlValues.value(mapping));
        }
      }
      default -> {}
    }
  }

  private void putList(String key, List<? extends Value> items) {
    if (!items.isEmpty()) {
      content.put(key, RegoArray.of(items));
    }
  }

  private static String text(YamlNode node) {
    if (node instanceof YamlNode.Scalar s) {
      return s.text();
    }
    throw new YamlFailure("expected a string", node.line());
  }

  private static RegoString string(YamlNode node) {
    return RegoString.of(text(node));
  }

  private static boolean truth(YamlNode node) {
    if (node instanceof YamlNode.Scalar s && s.plain()) {
      switch (s.text()) {
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y" -> {
          return true;
        }
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N" -> {
          return false;
        }
        default -> {}
      }
    }
    throw new YamlFailure("expected true or false", node.line());
  }

  private static List<YamlNode> items(YamlNode node) {
    if (node instanceof YamlNode.Sequence s) {
      return s.items();
    }
    throw new YamlFailure("expected a list", node.line());
  }

  private Value author(YamlNode node) {
    String name;
    String email;
    if (node instanceof YamlNode.Mapping mapping) {
      name = member(mapping, "name");
      email = member(mapping, "email");
      if (name.isEmpty() && email.isEmpty()) {
        throw fail("invalid author definition: 'name' and/or 'email' values required in object");
      }
    } else {
      String text = text(node).strip();
      if (text.isEmpty()) {
        throw fail("invalid author definition : author is an empty string");
      }
      int last = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t')) + 1;
      boolean mail = text.startsWith("<", last) && text.endsWith(">");
      name = mail ? text.substring(0, last).strip() : text;
      email = mail ? text.substring(last + 1, text.length() - 1) : "";
    }
    RegoObject.Builder out = RegoObject.builder().put("name", RegoString.of(name));
    if (!email.isEmpty()) {
      out.put("email", RegoString.of(email));
    }
    return out.build();
  }

  private Value resource(YamlNode node) {
    RegoObject.Builder out = RegoObject.builder();
    String ref;
    if (node instanceof YamlNode.Mapping mapping) {
      ref = member(mapping, "ref").strip();
      if (ref.isEmpty()) {
        throw fail("invalid related-resource definition: 'ref' value required in object");
      }
      String description = member(mapping, "description");
      if (!description.isEmpty()) {
        out.put("description", RegoString.of(description));
      }
    } else {
      ref = text(node).strip();
      if (ref.isEmpty()) {
        throw fail("invalid related-resource definition : ref URL may not be empty string");
      }
    }
    return out.put("ref", RegoString.of(ref)).build();
  }

  private static String member(YamlNode.Mapping mapping, String key) {
    for (YamlNode.Entry entry : mapping.entries()) {
      if (entry.key().equals(key)
          && entry.value() instanceof YamlNode.Scalar s
          && YamlValues.value(s) instanceof RegoString text) {
        return text.text();
      }
    }
    return "";
  }

  private Value schema(YamlNode node) {
    if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
      throw new YamlFailure("expected a path and a schema", node.line());
    }
    YamlNode.Entry entry = mapping.entries().getFirst();
    RegoObject.Builder out = RegoObject.builder();
    out.put("path", path(entry.key(), List.of("input", "data"), "invalid document reference"));
    switch (entry.value()) {
      case YamlNode.Mapping definition -> out.put("definition", YamlValues.value(definition));
      case YamlNode.Scalar s when YamlValues.value(s) instanceof RegoString ->
          out.put("schema", path(s.text(), List.of("schema"), "invalid schema reference"));
      default -> throw fail("invalid schema declaration for path \"" + entry.key() + "\"");
    }
    return out.build();
  }

  private Value path(String text, List<String> heads, String wrong) {
    List<String> path = new ArrayList<>();
    try {
      dev.bailey.rego.Source source = new dev.bailey.rego.Source("", text);
      if (Parser.term(source, ParseOptions.V1)
          instanceof Parsed.Ok<dev.bailey.rego.syntax.Term>(dev.bailey.rego.syntax.Term term)) {
        path.addAll(Imports.names(term));
      }
    } catch (ParseFailure e) {
      path.clear();
    }
    if (path.isEmpty() || !heads.contains(path.getFirst())) {
      throw fail(wrong);
    }
    return RegoArray.of(path.stream().map(RegoString::of).toList());
  }

  private Annotation.Scope scope() {
    String text = scope.orElseGet(this::usualScope);
    Annotation.Scope chosen =
        switch (text) {
          case "rule" -> Annotation.Scope.RULE;
          case "document" -> Annotation.Scope.DOCUMENT;
          case "package" -> Annotation.Scope.PACKAGE;
          case "subpackages" -> Annotation.Scope.SUBPACKAGES;
          default ->
              throw fail(
                  "invalid annotation scope '"
                      + text
                      + "'. Use one of 'rule', 'document', 'package', or 'subpackages'");
        };
    boolean ofRule = chosen == Annotation.Scope.RULE || chosen == Annotation.Scope.DOCUMENT;
    String have =
        switch (target) {
          case Metadata.Target.OfPackage p -> "package";
          case Metadata.Target.OfRule r -> "rule";
          case Metadata.Target.OfImport i -> "import";
          case Metadata.Target.Nothing n -> "";
        };
    String want = ofRule ? "rule" : "package";
    if (!have.equals(want)) {
      throw fail(
          "annotation scope '"
              + text
              + "' must be applied to "
              + want
              + (have.isEmpty() ? "" : " (have " + have + ")"));
    }
    if (entrypoint && chosen != Annotation.Scope.DOCUMENT && chosen != Annotation.Scope.PACKAGE) {
      throw fail("annotation entrypoint applied to non-document or package scope '" + text + "'");
    }
    return chosen;
  }

  private String usualScope() {
    return switch (target) {
      case Metadata.Target.OfPackage p -> "package";
      case Metadata.Target.OfRule r -> entrypoint ? "document" : "rule";
      case Metadata.Target.OfImport i -> "import";
      case Metadata.Target.Nothing n -> "";
    };
  }

  private ParseFailure fail(String message) {
    Location place = block.getFirst().location();
    return new ParseFailure(place, message);
  }
}
