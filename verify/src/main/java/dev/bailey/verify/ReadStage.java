package dev.bailey.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a file apart into its parts; a file that has not exactly these lines goes no further. */
final class ReadStage {
  private static final byte[] HEAD = "{\"bailey_evidence\":1}".getBytes(StandardCharsets.US_ASCII);

  private final Lines lines;
  private final Findings findings;

  private ReadStage(Lines lines, Findings findings) {
    this.lines = lines;
    this.findings = findings;
  }

  /** The parts, or nothing if the file is refused; the findings then say why. */
  static Optional<EvidenceFile> read(InputStream in, Findings findings) throws IOException {
    return new ReadStage(new Lines(in), findings).file();
  }

  private Optional<EvidenceFile> file() throws IOException {
    Optional<byte[]> head = line("the first line");
    if (head.isEmpty()) {
      return Optional.empty();
    }
    if (!Arrays.equals(head.get(), HEAD)) {
      findings.fail(Topic.FILE, "this is not an evidence file of version 1");
      return Optional.empty();
    }
    Map<String, EvidenceFile.Part> parts = new HashMap<>();
    for (String name : EvidenceFile.ORDER) {
      if (!part(name, parts)) {
        return Optional.empty();
      }
    }
    Optional<Json> manifest = member("manifest");
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    if (!(lines.next() instanceof Lines.Next.End)) {
      findings.fail(Topic.FILE, "something follows the manifest, which must be the last line");
      return Optional.empty();
    }
    return Optional.of(new EvidenceFile(parts, manifest.get(), lines.total()));
  }

  /** Reads a part, and before the last one that of broken glass if it is there. */
  private boolean part(String name, Map<String, EvidenceFile.Part> parts) throws IOException {
    Optional<byte[]> line = line("part " + name);
    Optional<Json> json = line.flatMap(bytes -> parse(bytes, "part " + name));
    if (json.isEmpty()) {
      return false;
    }
    boolean glass =
        name.equals("checkpoint")
            && !parts.containsKey(EvidenceFile.GLASS)
            && json.get() instanceof Json.Obj o
            && new Json.Str(EvidenceFile.GLASS).equals(o.members().get("part"));
    return glass
        ? taken(EvidenceFile.GLASS, line.orElseThrow(), json.get(), parts) && part(name, parts)
        : taken(name, line.orElseThrow(), json.get(), parts);
  }

  private boolean taken(String name, byte[] line, Json json, Map<String, EvidenceFile.Part> parts) {
    List<String> problems = new ArrayList<>();
    Fields fields = Fields.of(json, "part " + name, problems);
    fields.is("part", name);
    Json content = fields.any("content");
    fields.end();
    findings.failAll(Topic.FILE, problems);
    parts.put(name, new EvidenceFile.Part(content, Hash.sha256(line), line.length));
    return problems.isEmpty();
  }

  private Optional<Json> member(String name) throws IOException {
    Optional<Json> json = line(name).flatMap(bytes -> parse(bytes, name));
    if (json.isEmpty()) {
      return Optional.empty();
    }
    List<String> problems = new ArrayList<>();
    Fields fields = Fields.of(json.get(), "line " + name, problems);
    Json value = fields.any(name);
    fields.end();
    findings.failAll(Topic.FILE, problems);
    return problems.isEmpty() ? Optional.of(value) : Optional.empty();
  }

  private Optional<Json> parse(byte[] line, String where) {
    return switch (JsonParser.parse(line)) {
      case JsonParser.Parsed.Value(Json json) -> Optional.of(json);
      case JsonParser.Parsed.Malformed(String why, int at) -> {
        findings.fail(Topic.FILE, where + ": " + why + " (byte " + at + " of the line)");
        yield Optional.empty();
      }
    };
  }

  private Optional<byte[]> line(String expected) throws IOException {
    return switch (lines.next()) {
      case Lines.Next.Line line -> Optional.of(line.bytes());
      case Lines.Next.End ignored -> {
        findings.fail(Topic.FILE, "the file ends where " + expected + " was expected");
        yield Optional.empty();
      }
      case Lines.Next.Bad(String why) -> {
        findings.fail(Topic.FILE, why + " (at " + expected + ")");
        yield Optional.empty();
      }
    };
  }
}
