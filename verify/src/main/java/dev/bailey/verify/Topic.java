package dev.bailey.verify;

/** What findings are about, in the order of the report. */
enum Topic {
  FILE("file"),
  SIGNED("signed"),
  JOB("job"),
  DECISIONS("decisions"),
  LOG("log"),
  POLICY("policy"),
  IMAGE("image"),
  INPUTS("inputs"),
  WALLS("walls"),
  OUTPUTS("outputs"),
  GLASS("glass"),
  STATEMENT("statement"),
  ANCHORING("anchoring"),
  NOT_CHECKED("not checked"),
  COMPLETE("complete");

  private final String title;

  Topic(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
