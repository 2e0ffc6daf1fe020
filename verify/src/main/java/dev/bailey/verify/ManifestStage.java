package dev.bailey.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that the manifest binds exactly the parts that are in the file. */
final class ManifestStage {
  private ManifestStage() {}

  /** Whose history the manifest says this is; empty if it cannot be read. */
  record Subject(String job, long attempt) {}

  static Optional<Subject> check(
      EvidenceFile file, Envelope manifest, Optional<Checkpoint> checkpoint, Findings findings) {
    List<String> problems = new ArrayList<>();
    Fields fields = Fields.of(manifest.payload(), "manifest", problems);
    String job = fields.text("job");
    long attempt = fields.number("attempt", 1);
    List<Fields> parts = fields.each("parts");
    Fields log = fields.fields("log");
    fields.end();
    if (job.isEmpty()) {
      problems.add("manifest.job is empty");
    }
    log(log, checkpoint, problems);
    if (parts.size() != file.names().size()) {
      problems.add("the manifest names " + Plain.count(parts.size(), "part"));
    } else {
      for (int i = 0; i < parts.size(); i++) {
        part(file.names().get(i), parts.get(i), file, problems);
      }
    }
    findings.failAll(Topic.FILE, problems);
    findings.passIfClean(
        Topic.FILE,
        "whole: "
            + Plain.bytes(file.bytes())
            + ", "
            + Plain.count(parts.size(), "part")
            + ", bound by its manifest");
    return job.isEmpty() ? Optional.empty() : Optional.of(new Subject(job, attempt));
  }

  private static void part(String name, Fields part, EvidenceFile file, List<String> problems) {
    EvidenceFile.Part found = file.part(name);
    part.is("name", name);
    String sha256 = part.digest("sha256");
    long size = part.number("size", 0);
    part.end();
    if (!sha256.equals(found.sha256()) || size != found.size()) {
      problems.add(
          "part "
              + name
              + " is not the one of the manifest: expected "
              + Plain.shortened(sha256)
              + " of "
              + size
              + " bytes, found "
              + Plain.shortened(found.sha256())
              + " of "
              + found.size());
    }
  }

  private static void log(Fields log, Optional<Checkpoint> checkpoint, List<String> problems) {
    String origin = log.text("origin");
    long size = log.number("size", 1);
    String root = log.text("root");
    log.end();
    if (checkpoint.isPresent()
        && !(origin.equals(checkpoint.get().origin())
            && size == checkpoint.get().size()
            && root.equals(checkpoint.get().root()))) {
      problems.add("the manifest names another checkpoint than the one in the file");
    }
  }
}
