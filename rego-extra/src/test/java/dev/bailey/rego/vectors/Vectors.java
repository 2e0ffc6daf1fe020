package dev.bailey.rego.vectors;

import dev.bailey.rego.Optimisations;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All cases in the files below a folder, each of which can be run on its own. */
final class Vectors {
  /**
   * Something that passes or not.
   *
   * @param file it comes from, relative to the folder
   */
  record Test(String id, String note, String file, Check check) {
    String title() {
      return note.isEmpty() ? id : id + " " + note;
    }
  }

  /** What a test does. */
  interface Check {
    Verdict run(CaseRunner runner);
  }

  private Vectors() {}

  /** Cases below a folder, or in one file. */
  static List<Test> below(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    List<Test> tests = new ArrayList<>();
    for (Path file : files) {
      String name = folder.equals(file) ? file.toString() : folder.relativize(file).toString();
      read(name, JsonFile.read(file), tests);
    }
    return tests;
  }

  private static void read(String file, Value document, List<Test> tests) {
    if (!(document instanceof RegoObject o) || !(o.get("cases") instanceof RegoArray cases)) {
      return;
    }
    boolean old = o.get("rego_version") instanceof RegoString s && s.text().equals("v0");
    RegoVersion version = old ? RegoVersion.V0 : RegoVersion.V1;
    for (Value each : cases) {
      if (each instanceof RegoObject c && c.get("want") instanceof RegoString want) {
        FormatCase format = FormatCase.of(c, want.text());
        tests.add(new Test(format.id(), "", file, runner -> format.run()));
      } else if (each instanceof RegoObject c) {
        Case known = Case.of(version, c);
        tests.add(new Test(known.id(), known.note(), file, runner -> runner.run(known)));
      }
    }
  }

  /** The optimisations that a word turns off. */
  static Optional<Optimisations> without(String word) {
    return switch (word) {
      case "index" -> Optional.of(new Optimisations(false, true, true, true));
      case "memo" -> Optional.of(new Optimisations(true, false, true, true));
      case "early-exit" -> Optional.of(new Optimisations(true, true, false, true));
      case "planning" -> Optional.of(new Optimisations(true, true, true, false));
      case "all" -> Optional.of(Optimisations.NONE);
      default -> Optional.empty();
    };
  }
}
