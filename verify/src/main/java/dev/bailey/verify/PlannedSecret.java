package dev.bailey.verify;

import java.util.List;

/**
 * A secret that the plan names. Its value is nowhere in the evidence.
 *
 * @param json its canonical form
 */
record PlannedSecret(Json.Obj json, String name, String version, String path, String mode) {
  static final String DIRECTORY = "/run/secrets";

  static PlannedSecret read(Fields f) {
    PlannedSecret secret =
        new PlannedSecret(
            f.json(), f.text("name"), f.digest("version"), f.text("path"), f.text("mode"));
    f.number("number", 1);
    f.end();
    return secret;
  }

  /** What is wrong with it; empty if nothing is. */
  static List<String> problems(List<PlannedSecret> all) {
    boolean places =
        all.stream()
            .allMatch(s ->
                s.path.matches(DIRECTORY + "/[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
                    && s.mode.matches("04[04][04]"));
    boolean once =
        all.stream().map(PlannedSecret::name).distinct().count() == all.size()
            && all.stream().map(PlannedSecret::path).distinct().count() == all.size();
    return places && once
        ? List.of()
        : List.of("plan.secrets are not distinct files for reading below " + DIRECTORY);
  }
}
